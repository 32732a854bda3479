/* The nodes, and the table in which equal structure finds its one node. */

#include "tidying.h"

Node *ZERO, *ONE, *E, *PI;

/* --- the table: open addressing; it owns nothing ------------------------------------------------------ */

enum { LEAST_SIZE = 4096 };

static Node **slots;      /* NULL where a slot is free */
static uint32_t *tags;    /* the hash of the node in the same slot */
static size_t mask, used; /* how many slots there are, less one; how many are taken */
static uint64_t changes;  /* counts every node that came or went */

size_t living(void) { return used; }

static int resize(size_t size) {
    Node **new_slots = calloc(size, sizeof *new_slots);
    uint32_t *new_tags = calloc(size, sizeof *new_tags);
    if (!new_slots || !new_tags) {
        free(new_slots);
        free(new_tags);
        return -1;
    }
    for (size_t i = 0; slots && i <= mask; i++) {
        if (!slots[i]) continue;
        size_t j = tags[i] & (size - 1);
        while (new_slots[j]) j = (j + 1) & (size - 1);
        new_slots[j] = slots[i];
        new_tags[j] = tags[i];
    }
    free(slots);
    free(tags);
    slots = new_slots;
    tags = new_tags;
    mask = size - 1;
    return 0;
}

int open_table(void) {
    if (resize(LEAST_SIZE) == 0) return 0;
    PyErr_NoMemory();
    return -1;
}

static int table_add(Node *n) {
    if ((used + 1) * 5 > mask * 3 && resize(2 * (mask + 1)) < 0) {
        PyErr_NoMemory();
        return -1;
    }
    size_t i = n->hash & mask;
    while (slots[i]) i = (i + 1) & mask;
    slots[i] = n;
    tags[i] = n->hash;
    used++;
    changes++;
    return 0;
}

/* Those that stand behind it because its slot was taken move up (Knuth, volume 3, 6.4, algorithm R). */
static void table_remove(Node *n) {
    size_t i = n->hash & mask;
    while (slots[i] != n) {
        if (!slots[i]) return; /* it never came in */
        i = (i + 1) & mask;
    }
    for (size_t j = (i + 1) & mask; slots[j]; j = (j + 1) & mask) {
        size_t home = tags[j] & mask;
        if (((j - home) & mask) < ((j - i) & mask)) continue;
        slots[i] = slots[j];
        tags[i] = tags[j];
        i = j;
    }
    slots[i] = NULL;
    used--;
    changes++;
    if (mask >= 2 * LEAST_SIZE && used * 10 < mask)
        (void)resize((mask + 1) / 2); /* where there is no room for it, it stays large */
}

static uint32_t folded(uint64_t h) { return (uint32_t)(h ^ (h >> 32)); }
static uint64_t mixed(uint64_t h, uint64_t more) {
    h = (h ^ more) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

/* --- life and death ------------------------------------------------------------------------------------ */

static Node *node_new(Kind kind, uint32_t hash, uint32_t count) {
    Node *n = PyObject_Malloc(sizeof(Node) + count * sizeof(Node *));
    if (!n) return (Node *)PyErr_NoMemory();
    memset(n, 0, sizeof *n);
    PyObject_Init((PyObject *)n, TYPES[kind]);
    n->kind = (uint8_t)kind;
    n->hash = hash;
    n->count = count;
    n->total = TOTAL;
    return n;
}

/* The node as it came into the table; without room for it, it goes again. */
static Node *entered(Node *n) {
    if (table_add(n) == 0) return n;
    release(n);
    return NULL;
}

static void bury(Node *n) {
    PyTypeObject *type = Py_TYPE((PyObject *)n);
    Py_XDECREF(n->value);
    if (n->head) release(n->head);
    for (uint32_t i = 0; i < n->count; i++) release(n->args[i]);
    PyObject_Free(n);
    Py_DECREF(type);
}

/* Letting go of an argument comes here again: that call only queues, and the outermost one buries all. */
void node_dealloc(PyObject *self) {
    static Node *dying;
    static bool burying;
    Node *n = (Node *)self;
    table_remove(n);
    if (n->weak) PyObject_ClearWeakRefs(self);
    n->walk = (uint64_t)(uintptr_t)dying;
    dying = n;
    if (burying) return;
    burying = true;
    while (dying) {
        Node *next = (Node *)(uintptr_t)dying->walk, *dead = dying;
        dying = next;
        bury(dead);
    }
    burying = false;
}

/* --- heads ------------------------------------------------------------------------------------------------ */

/* Operators by their signs; the others by what primitives.py calls them. */
static struct {
    const char *name;
    int arity;
    Node *head;
} OPERATORS[OPS] = {
    [PLUS] = {"+", 2},   [MINUS] = {"-", 2},     [TIMES] = {"*", 2},     [OVER] = {"/", 2},
    [POWER] = {"^", 2},  [NEG] = {"neg", 1},     [WHERE] = {"where", 0}, [PIECEWISE] = {"piecewise", 0},
    [LESS] = {"<", 2},   [AT_MOST] = {"<=", 2},  [GREATER] = {">", 2},   [AT_LEAST] = {">=", 2},
    [EQUAL] = {"=", 2},  [UNEQUAL] = {"!=", 2},  [AND] = {"and", 2},     [OR] = {"or", 2},
    [EXP] = {NULL, 1},   [SQRT] = {NULL, 1},     [CBRT] = {NULL, 1},     [ABS] = {NULL, 1},
    [LEAST] = {NULL, 0}, [GREATEST] = {NULL, 0},
};

Node *head_of(Op op) { return OPERATORS[op].head; }

int name_op(const char *name, Op op) {
    PyObject *text = PyUnicode_InternFromString(name);
    Node *head = text ? make_head(text) : NULL;
    Py_XDECREF(text);
    if (!head) return -1;
    head->op = (uint8_t)op;
    OPERATORS[op].head = head; /* which keeps it */
    return 0;
}

int open_constants(void) {
    for (int op = PLUS; op < EXP; op++)
        if (name_op(OPERATORS[op].name, op) < 0) return -1;
    PyObject *e = PyUnicode_InternFromString("e"), *pi = PyUnicode_InternFromString("pi");
    if (e && pi) {
        ZERO = make_small(0);
        ONE = make_small(1);
        E = make_symbol(e);
        PI = make_symbol(pi);
    }
    Py_XDECREF(e);
    Py_XDECREF(pi);
    return ZERO && ONE && E && PI ? 0 : -1;
}

/* --- one node for each structure ------------------------------------------------------------------------------ */

static Node *make_named(Kind kind, PyObject *name) {
    Py_hash_t own_hash = PyObject_Hash(name); /* of a plain text: no Python code runs */
    if (own_hash == -1) return NULL;
    uint32_t hash = folded(mixed((uint64_t)own_hash, kind));
    for (size_t i = hash & mask; slots[i]; i = (i + 1) & mask) {
        Node *n = slots[i];
        if (tags[i] != hash || n->kind != kind) continue;
        if (n->value == name || PyUnicode_Compare(n->value, name) == 0) return hold(n);
    }
    Node *n = node_new(kind, hash, 0);
    if (!n) return NULL;
    Py_INCREF(name);
    n->value = name;
    return entered(n);
}

Node *make_symbol(PyObject *name) { return make_named(SYMBOL, name); }
Node *make_head(PyObject *name) { return make_named(HEAD, name); }

Node *make_small(int64_t value) {
    uint32_t hash = folded(mixed((uint64_t)value, NUMBER));
    for (size_t i = hash & mask; slots[i]; i = (i + 1) & mask) {
        Node *n = slots[i];
        if (tags[i] == hash && is_small(n) && n->number == value) return hold(n);
    }
    Node *n = node_new(NUMBER, hash, 0);
    if (!n) return NULL;
    n->small = 1;
    n->number = value;
    return entered(n);
}

/* Whether two Python integers are equal: no Python code runs. */
static bool same_integer(Node *a, PyObject *b) { return PyObject_RichCompareBool((PyObject *)a, b, Py_EQ) == 1; }

/* A number that is no small one: known by numerator, denominator and whether it is a decimal. */
Node *make_large(PyObject *value, PyObject *numerator, PyObject *denominator, bool decimal) {
    Py_hash_t above = PyObject_Hash(numerator), below = PyObject_Hash(denominator);
    if (above == -1 || below == -1) return NULL;
    uint32_t hash = folded(mixed(mixed((uint64_t)above, (uint64_t)below), 2 * KINDS + decimal));
    for (size_t i = hash & mask; slots[i]; i = (i + 1) & mask) {
        Node *n = slots[i];
        if (tags[i] != hash || n->kind != NUMBER || n->small || n->decimal != decimal) continue;
        if (same_integer(n->args[0], numerator) && same_integer(n->args[1], denominator)) return hold(n);
    }
    Node *n = node_new(NUMBER, hash, 2);
    if (!n) return NULL;
    Py_INCREF(value);
    Py_INCREF(numerator);
    Py_INCREF(denominator);
    n->value = value;
    n->args[0] = (Node *)numerator;
    n->args[1] = (Node *)denominator;
    n->decimal = decimal;
    return entered(n);
}

/* The sum over the factors of a product, numbers left out, in whatever order they stand. */
static int64_t signature_of_product(const Node *n) {
    return n->kind == NUMBER ? 0 : is(n, TIMES) ? n->number : identity(n);
}

static int64_t sum(int64_t a, int64_t b) { return (int64_t)((uint64_t)a + (uint64_t)b); } /* which may wrap around */

static int64_t signature_of(const Node *n) {
    switch (n->op) {
    case TIMES: return sum(signature_of_product(n->args[0]), n->args[1]->kind == NUMBER ? 0 : identity(n->args[1]));
    case OVER: return sum(signature_of_product(n->args[0]), (int64_t)(-3 * (uint64_t)signature_of_product(n->args[1])));
    case NEG: return is(n->args[0], OVER) ? n->args[0]->number : signature_of_product(n->args[0]);
    default: return identity(n);
    }
}

/* Whether an operator is defined wherever its operands are; of functions the table has to be asked. */
static uint8_t keeps_total(const Node *n) {
    Rational value;
    const Node *exponent;
    switch (n->op) {
    case PLUS:
    case MINUS:
    case TIMES:
    case NEG: return TOTAL;
    case OVER: {
        int known = value_of(NULL, n->args[1], &value);
        return known < 0 ? UNSETTLED : known && value.above ? TOTAL : PARTIAL;
    }
    case POWER:
        exponent = n->args[1];
        if (is_constant(n->args[0]) || (is_small(exponent) && exponent->number > 0)) return TOTAL;
        if (exponent->kind == NUMBER && !exponent->small) return UNSETTLED;
        {
            int known = value_of(NULL, n->args[0], &value);
            return known < 0 ? UNSETTLED : known && value.above > 0 ? TOTAL : PARTIAL;
        }
    default: return is_condition(n) ? TOTAL : UNSETTLED;
    }
}

static uint8_t total_of(const Node *n) {
    bool settled = true;
    for (uint32_t i = 0; i < n->count; i++) {
        if (n->args[i]->total == PARTIAL) return PARTIAL;
        settled = settled && n->args[i]->total == TOTAL;
    }
    return settled ? keeps_total(n) : UNSETTLED;
}

static bool same_arguments(const Node *n, Node *const *args) {
    for (uint32_t i = 0; i < n->count; i++)
        if (n->args[i] != args[i]) return false;
    return true;
}

Node *make(Node *head, Node *const *args, uint32_t count) {
    uint64_t h = mixed((uint64_t)(uintptr_t)head, count);
    for (uint32_t i = 0; i < count; i++) h = mixed(h, (uint64_t)(uintptr_t)args[i]);
    uint32_t hash = folded(h);
    for (size_t i = hash & mask; slots[i]; i = (i + 1) & mask) {
        Node *n = slots[i];
        if (tags[i] == hash && n->head == head && n->count == count && n->kind == APPLY && same_arguments(n, args))
            return hold(n);
    }
    Node *n = node_new(APPLY, hash, count);
    if (!n) return NULL;
    n->head = hold(head);
    for (uint32_t i = 0; i < count; i++) n->args[i] = hold(args[i]);
    int arity = OPERATORS[head->op].arity;
    n->op = !arity || (uint32_t)arity == count ? head->op : OTHER; /* a + of three is no sum */
    n->total = total_of(n);
    n->number = signature_of(n);
    n->length = n->op != TIMES ? 0 : 1 + (is(args[0], TIMES) ? args[0]->length : 1);
    return entered(n);
}
