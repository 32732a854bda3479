/* The compiled twin of symdiff's nodes and hot loops.
 *
 * The Python files are the reference and complete without this one; a test holds both together: they build
 * the same nodes. No calculus stands here. Rules come from the tables, as programs over numbered registers;
 * what C knows by name are the operators and the few functions that symdiff/primitives.py names. Whatever a
 * function here does not handle (numbers of more than 61 bits, decimals, roots of numbers) it leaves to the
 * Python function of the same name: `twin` keeps that one, and `ask` calls it.
 *
 * Files, by the room that they mirror:
 *     nodes.c      expression/nodes.py, sharing.py: the nodes and the table that shares them
 *     kinds.c      the Python types of the nodes
 *     scope.c      who owns what while C computes; asking Python
 *     walks.c      traversal.py: every loop over an expression
 *     numbers.c    tidying/numbers.py: exact rationals of 61 bits
 *     terms.c, powers.c, products.c, sums.c, implied.c     tidying: the constructors, and what a formula says itself
 *     programs.c   rulebook/construction.py: right-hand sides
 *     cases.c      rulebook/table.py: the rule for a node
 *     forward.c    calculus/sweep.py        reverse.c    calculus/reverse.py
 *     loops.c, module.c     what Python sees of all this
 *
 * Nodes. A Node is a Python object with its arguments inline. Equal structure is the same node: `make` looks
 * into a table of all living nodes, keyed by the pointers to head and arguments. The table owns nothing. A
 * node that dies takes itself out of it, and lets go of its arguments in a loop, so a formula of any depth dies
 * without recursion. Nodes refer only to older nodes: there are no cycles, and Python's collector is not told
 * of them. A head (the name of a function) is a node of its own kind that Python never sees.
 *
 * Ownership. `make` and its kin, and every function of Python's, give a new reference. All algebra works on
 * borrowed pointers instead: a Scope owns one reference to each node that was made in it and drops them all
 * when it closes, or goes back to a mark. A function that takes a Scope *s returns a pointer that is borrowed
 * from s or from one of its operands; the caller of the outermost one takes a reference of its own before the
 * scope closes. Operands are owned by whoever calls.
 *
 * Failure. Such a function returns NULL in two cases: `s->unable` is set, and the Python reference has to do it;
 * or else a Python exception is set. -1 stands for NULL where an int is returned.
 *
 * Walks. A walk numbers the nodes that it meets in the nodes themselves (`walk`, `place`), instead of in a set
 * or a dictionary. The marks hold until another walk begins: nothing that might run Python code may happen in
 * between. What is needed for longer is copied out of them first (Order.operands).
 *
 * Threads. All of this runs under the interpreter's lock, and gives it away only where Python code is called:
 * in `ask`, in `interrupted`, and when weak references of a dying node have callbacks. Static state is consistent
 * at each of these. A Python without that lock, and a second interpreter in a process, get the reference instead.
 */

#ifndef SYMDIFF_CORE_H
#define SYMDIFF_CORE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef Py_GIL_DISABLED
#error "the core relies on the lock of the interpreter: build without it"
#endif

/* --- nodes ------------------------------------------------------------------------------------------ */

typedef enum { NUMBER, SYMBOL, APPLY, HEAD, KINDS } Kind;

/* What a function is to the mechanisms; OTHER is nothing in particular. */
typedef enum {
    OTHER,
    PLUS,
    MINUS,
    TIMES,
    OVER,
    POWER,
    NEG,
    WHERE,
    PIECEWISE,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST,
    EQUAL,
    UNEQUAL,
    AND,
    OR,
    EXP,
    SQRT,
    CBRT,
    ABS,
    LEAST,
    GREATEST,
    OPS
} Op;

enum { PARTIAL, TOTAL, UNSETTLED }; /* whether a node is defined everywhere: no, yes, not found out yet */

typedef struct Node Node;
struct Node {
    PyObject_HEAD PyObject *weak; /* its weak references */
    Node *head;                   /* APPLY: the function */
    PyObject *value; /* SYMBOL, HEAD: the name. APPLY: the arguments as a tuple, once asked for. NUMBER: the value, if
                        large */
    int64_t number;  /* NUMBER: the value, if small. APPLY: the signature of a term, the same for like terms */
    uint64_t walk;   /* the last walk that met it, and where that put it; of the dead: the next one to bury */
    uint32_t place;
    uint32_t hash;
    uint32_t count;  /* how many arguments; of a large number 2: numerator and denominator, as Python integers */
    uint32_t length; /* how many factors a product has */
    uint8_t kind, op, total;
    uint8_t small;   /* NUMBER: a whole number of at most 61 bits, no decimal */
    uint8_t decimal; /* NUMBER: written as a decimal */
    Node *args[];
};

static inline Node *hold(Node *n) {
    Py_INCREF((PyObject *)n);
    return n;
} /* a reference more, and one less */
static inline void release(Node *n) { Py_DECREF((PyObject *)n); }

#define LARGEST ((int64_t)1 << 61) /* small numbers lie between -LARGEST and LARGEST */

static inline bool is(const Node *n, Op op) { return n->op == op && n->kind == APPLY; }
static inline bool is_small(const Node *n) { return n->kind == NUMBER && n->small; }
static inline bool is_comparison(const Node *n) { return n->kind == APPLY && n->op >= LESS && n->op <= UNEQUAL; }
static inline bool is_condition(const Node *n) { return n->kind == APPLY && n->op >= LESS && n->op <= OR; }
/* The place of an object as a number, as Python hashes it. */
static inline int64_t identity(const Node *n) {
    uintptr_t p = (uintptr_t)n;
    return (int64_t)((p >> 4) | (p << (8 * sizeof p - 4)));
}

extern Node *ZERO, *ONE, *E, *PI;
static inline bool is_constant(const Node *n) { return n == E || n == PI; }
extern PyTypeObject *TYPES[KINDS];
static inline bool is_node(PyObject *o) {
    PyTypeObject *t = Py_TYPE(o);
    return t == TYPES[APPLY] || t == TYPES[SYMBOL] || t == TYPES[NUMBER];
}

/* Each gives a new reference, to the one node of that structure. */
Node *make(Node *head, Node *const *args, uint32_t count);
Node *make_small(int64_t value);
Node *make_large(PyObject *value, PyObject *numerator, PyObject *denominator, bool decimal);
Node *make_symbol(PyObject *name);
Node *make_head(PyObject *name);
Node *head_of(Op op);                 /* borrowed */
int name_op(const char *name, Op op); /* what primitives.py says: the function of that name is this one */
int open_table(void);
int open_constants(void);
size_t living(void); /* how many nodes there are */
void node_dealloc(PyObject *self);
int open_kinds(PyObject *expression, PyObject *kinds);

/* --- scopes, and asking Python ------------------------------------------------------------------------ */

typedef struct {
    Node **items;
    size_t count, room;
    Node *few[32];
} Nodes; /* a list of nodes that grows */
void nodes_open(Nodes *list);
void nodes_free(Nodes *list);
int nodes_grow(Nodes *list);
static inline int nodes_add(Nodes *list, Node *n) {
    if (list->count == list->room && nodes_grow(list) < 0) return -1;
    list->items[list->count++] = n;
    return 0;
}

typedef struct {
    Nodes owned;
    Nodes needs;    /* requirements met while gathering; owned too */
    bool gathering; /* what `where` meets is kept apart from the values */
    bool unable;    /* the reference has to do it */
    int64_t spent;  /* work, while gathering: said at the end, where the reference need not do it again */
} Scope;

void scope_open(Scope *s, bool gathering);
void scope_close(Scope *s);
void scope_back(Scope *s, size_t mark);           /* let go of what was met since the mark */
Node *scope_keep(Scope *s, size_t mark, Node *n); /* the same, but not of n */
Node *own(Scope *s, Node *n);                     /* takes over a new reference, or NULL */
static inline Node *unable(Scope *s) {
    s->unable = true;
    return NULL;
}
bool enter(void); /* one more of the constructors that call each other: false with a */
void leave(void); /* RecursionError where they are too many in this thread */

/* The functions of Python's that C asks: twins of its own, and others. */
#define ASKED(of)                                                                                                      \
    of(plus) of(minus) of(times) of(over) of(power) of(negate) of(call) of(value_of) of(postorder) of(operands)        \
        of(tree_size) of(substitute) of(forward) of(backward) of(where) of(gathered) of(not_implied) of(settled)       \
            of(positive_places) of(spend) of(keeps_total) of(demand_values) of(candidates) of(with_insides) of(Demand)
#define OF(name) ASK_##name,
typedef enum { ASKED(OF) ASKS } Ask;
#undef OF
PyObject *reference(Ask what); /* borrowed; NULL with an exception where it was never told */
PyObject *ask(Ask what, PyObject *const *arguments, size_t count);
Node *ask_node(Scope *s, Ask what, Node *const *operands, size_t count);
int spend(Scope *s, int64_t amount); /* of the work that the call may take */
int spend_at_once(int64_t amount);
int interrupted(void); /* runs what signals ask for: -1 where that raises */
PyObject *twin(PyObject *module, PyObject *function);

/* --- walks -------------------------------------------------------------------------------------------- */

typedef enum { EVERYTHING, OPERANDS, ALWAYS_EVALUATED, UNSETTLED_PARTS } Descent;

/* Nodes, each after its arguments (or operands). */
typedef struct {
    Nodes nodes;
    uint32_t *first;    /* where the operands of the i-th node begin, once indexed */
    uint32_t *operands; /* the places of operands */
    Scope *scope;       /* owns what a walk over operands has to make */
} Order;

void order_open(Order *order, Scope *scope);
void order_free(Order *order);
int walk(Order *order, Node *const *roots, size_t count, Descent descent);
void distinct(Nodes *owned);          /* each node once, in the order of their first places */
int64_t place_of(const Node *n);      /* -1 where the last walk did not meet it */
void walk_begin(Order *order);        /* the same in two steps: nodes that are met between them */
int walk_meet(Order *order, Node *n); /* are not descended into */
int walk_on(Order *order, Node *const *roots, size_t count, Descent descent);
int order_index(Order *order, Descent descent); /* right after the walk */
/* What a rule sees as the arguments, at most so many; room is used where they do not lie in the node. */
enum { MOST_OPERANDS = 48 };
int operands(Scope *s, Node *n, Node **room, Node *const **found);
int is_total(Node *n); /* -1: an exception */
PyObject *list_of(const Nodes *nodes);
Node *substituted(Node *root, const Nodes *old, const Nodes *new); /* new references, both */
Node *rebuilt(Scope *s, Node *root);

/* --- what Python calls ------------------------------------------------------------------------------------- */

bool takes(const char *name, PyObject *const *a, Py_ssize_t given,
           Py_ssize_t wanted);                          /* so many expressions, or TypeError */
PyObject *read_nodes(PyObject *iterable, Nodes *nodes); /* a new reference to what owns them */
PyObject *core_postorder(PyObject *, PyObject *const *, Py_ssize_t);
PyObject *core_substitute(PyObject *, PyObject *const *, Py_ssize_t);
PyObject *core_always_evaluated(PyObject *, PyObject *);
PyObject *core_free_symbols(PyObject *, PyObject *);
PyObject *core_holds_word(PyObject *, PyObject *);
PyObject *core_tree_size(PyObject *, PyObject *);
PyObject *core_is_total(PyObject *, PyObject *);
PyObject *core_rebuilt(PyObject *, PyObject *);
PyObject *core_settled(PyObject *, PyObject *);
PyObject *core_not_implied(PyObject *, PyObject *const *, Py_ssize_t);
PyObject *core_forward(PyObject *, PyObject *const *, Py_ssize_t);
PyObject *core_backward(PyObject *, PyObject *const *, Py_ssize_t);

#endif
