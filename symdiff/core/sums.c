/* Tidy sums and differences: like terms together, in the order in which they came; and all constructors by name. */

#include "tidying.h"

static bool is_sum(const Node *n) { return n->kind == APPLY && (n->op == PLUS || n->op == MINUS || n->op == NEG); }
static bool is_chain(const Node *n) { return is(n, PLUS) || is(n, MINUS); }

Node *negate_here(Scope *s, Node *a) {
    if (a->kind == NUMBER) return a->small ? integer(s, -a->number) : unable(s);
    if (is(a, NEG)) return a->args[0];
    if (!is(a, MINUS) || is_sum(a->args[0])) return node1(s, NEG, a);
    Node *first = a->args[0], *second = a->args[1];
    if (first->kind != NUMBER) return node2(s, MINUS, second, first);
    if (!first->small) return unable(s);
    Node *size = first->number < 0 ? integer(s, -first->number) : first;
    return size ? node2(s, first->number < 0 ? PLUS : MINUS, second, size) : NULL;
}

/* The same number for like terms, in whatever order their factors stand. */
int64_t signature(const Node *n) { return n->kind == NUMBER ? 0 : n->kind == SYMBOL ? identity(n) : n->number; }

static Node *appended(Scope *s, Node *a, Node *b) {
    if ((a->kind == NUMBER && !a->small) || (b->kind == NUMBER && !b->small)) return unable(s);
    if (is(b, NEG)) return node2(s, MINUS, a, b->args[0]);
    if (b->kind == NUMBER && b->number < 0) {
        Node *size = integer(s, -b->number);
        return size ? node2(s, MINUS, a, size) : NULL;
    }
    if (is(a, NEG)) return node2(s, MINUS, b, a->args[0]);
    if (a->kind == NUMBER && a->number < 0) {
        Node *size = integer(s, -a->number);
        return size ? node2(s, MINUS, b, size) : NULL;
    }
    return node2(s, PLUS, a, b);
}

/* --- like terms ------------------------------------------------------------------------------------------------------
 */

static int by_place(const void *a, const void *b) {
    uintptr_t x = (uintptr_t)*(Node *const *)a, y = (uintptr_t)*(Node *const *)b;
    return x < y ? -1 : x > y;
}

/* Whether the same factors stand in both lists, in whatever order. */
static bool same_factors(const Factors *a, const Factors *b) {
    size_t size = (size_t)a->count * sizeof *a->at;
    if (a->count != b->count) return false;
    if (!memcmp(a->at, b->at, size)) return true;
    Factors x = *a, y = *b;
    qsort(x.at, (size_t)x.count, sizeof *x.at, by_place);
    qsort(y.at, (size_t)y.count, sizeof *y.at, by_place);
    return !memcmp(x.at, y.at, size);
}

/* 1: *sum is that of two like terms; 0: they are not alike. */
static int together(Scope *s, Node *a, Node *b, Node **sum) {
    Term left, right;
    Rational coefficient;
    if (!a || !b || split(s, a, &left) < 0 || split(s, b, &right) < 0) return -1;
    if (!same_factors(&left.above, &right.above) || !same_factors(&left.below, &right.below)) return 0;
    if (added(s, &coefficient, left.coefficient, right.coefficient) < 0) return -1;
    *sum = join(s, coefficient, &left.above, &left.below);
    return *sum ? 1 : -1;
}

typedef struct {
    bool positive;
    Node *term;
} Later; /* a term that stands behind, and its sign */

static Node *with_sign(Scope *s, Node *term, bool positive) { return positive ? term : negate_here(s, term); }

/* The sum with one of its terms become another. */
static Node *replaced(Scope *s, Node *rest, Node *term, const Later *later, int count) {
    Node *n = !rest ? term : term == ZERO ? rest : appended(s, rest, term);
    while (n && count--) {
        Node *last = with_sign(s, later[count].term, later[count].positive);
        if (!last) return NULL;
        n = n == ZERO ? last : appended(s, n, last);
    }
    return n;
}

static Node *add_term(Scope *s, Node *a, Node *b, bool positive) {
    int64_t wanted = signature(b);
    Later later[MOST_TERMS];
    Node *walk = a, *sum;
    int count = 0;
    while (count < MOST_TERMS) {
        Node *rest = is_chain(walk) ? walk->args[0] : NULL, *last = rest ? walk->args[1] : walk;
        bool added_here = !is(walk, MINUS);
        int alike = 0;
        if (signature(last) == wanted)
            alike = together(s, with_sign(s, last, added_here), with_sign(s, b, positive), &sum);
        if (alike < 0 || (alike && count > SHORT && spend(s, 4 * count) < 0)) return NULL;
        if (alike) return replaced(s, rest, sum, later, count);
        if (!rest) break;
        later[count++] = (Later){added_here, last};
        walk = rest;
    }
    if (count > SHORT && spend(s, count) < 0) return NULL;
    return positive ? appended(s, a, b) : node2(s, MINUS, a, b);
}

/* --- sums
 * -------------------------------------------------------------------------------------------------------------- */

/* The terms of a sum with their signs, or the node alone where they are too many to take apart. */
static int signed_terms(Scope *s, Node *n, Factors *found) {
    bool outside = !(is(n, NEG) && is_chain(n->args[0]));
    Node *walk = outside ? n : n->args[0];
    Node *terms[MOST_TERMS + 1];
    int count = 0;
    for (; is_chain(walk); walk = walk->args[0]) {
        if (count >= MOST_TERMS) {
            found->at[0] = n;
            found->count = 1;
            return 0;
        }
        if (!(terms[count++] = with_sign(s, walk->args[1], is(walk, PLUS) == outside))) return -1;
    }
    if (!(terms[count++] = with_sign(s, walk, outside))) return -1;
    for (found->count = 0; count--;) found->at[found->count++] = terms[count];
    return 0;
}

static Node *plus_numbers(Scope *s, const Node *a, const Node *b) {
    Rational sum = {0, 1}, left = {a->number, 1}, right = {b->number, 1};
    if (!a->small || !b->small || added(s, &sum, left, right) < 0) return unable(s);
    return integer(s, sum.above);
}

static bool is_negative_sum(const Node *n) { return is(n, NEG) && is_sum(n->args[0]); }

/* -(a + b) as -a - b, which a term can be added to. */
static Node *spread(Scope *s, Node *negative) {
    Factors terms;
    if (signed_terms(s, negative, &terms) < 0) return NULL;
    Node *sum = terms.at[0];
    for (int i = 1; sum && i < terms.count; i++) sum = appended(s, sum, terms.at[i]);
    return sum;
}

/* A term that is a sum again waits with its own terms before those that come after it. */
Node *plus_here(Scope *s, Node *a, Node *b) {
    Factors terms;
    Nodes waiting;
    nodes_open(&waiting);
    while (a && b) {
        terms.count = 0;
        if (a == ZERO)
            a = b;
        else if (b == ZERO)
            ;
        else if (a->kind == NUMBER && b->kind == NUMBER)
            a = plus_numbers(s, a, b);
        else if (is_negative_sum(a))
            a = minus_here(s, b, a->args[0]);
        else if (is_sum(b) && signed_terms(s, b, &terms) < 0)
            a = NULL;
        else if (terms.count <= 1)
            a = add_term(s, a, b, true);
        for (int i = terms.count; a && terms.count > 1 && i--;)
            if (nodes_add(&waiting, terms.at[i]) < 0) a = NULL;
        b = waiting.count ? waiting.items[--waiting.count] : NULL;
    }
    nodes_free(&waiting);
    return a;
}

static Node *minus_inside(Scope *s, Node *a, Node *b) {
    Factors terms;
    if (a == ZERO) return negate_here(s, b);
    if (a->kind == NUMBER && b->kind == NUMBER) {
        Rational left, right, difference;
        if (value_of(s, a, &left) < 0 || value_of(s, b, &right) < 0) return NULL;
        right.above = -right.above;
        return added(s, &difference, left, right) < 0 ? NULL : integer(s, difference.above);
    }
    if (is_negative_sum(a) && !(a = spread(s, a))) return NULL;
    if (b->kind != NUMBER && !is_sum(b)) return add_term(s, a, b, false);
    if (signed_terms(s, b, &terms) < 0) return NULL;
    for (int i = 0; a && i < terms.count; i++) {
        Node *term = negate_here(s, terms.at[i]);
        a = term ? plus_here(s, a, term) : NULL;
    }
    return a;
}

Node *minus_here(Scope *s, Node *a, Node *b) {
    if (!enter()) return NULL;
    Node *difference = minus_inside(s, a, b);
    leave();
    return difference;
}

/* --- the constructors, asking the reference where they have to
 * -------------------------------------------------------------- */

Node *construct2(Scope *s, Op op, Node *a, Node *b) {
    static Node *(*const constructors[])(Scope *, Node *, Node *) = {
        [PLUS] = plus_here, [MINUS] = minus_here, [TIMES] = times_here, [OVER] = over_here, [POWER] = power_here};
    static const Ask references[] = {
        [PLUS] = ASK_plus, [MINUS] = ASK_minus, [TIMES] = ASK_times, [OVER] = ASK_over, [POWER] = ASK_power};
    Node *made = constructors[op](s, a, b), *operands[2] = {a, b};
    return made || !s->unable ? made : ask_node(s, references[op], operands, 2);
}

Node *negate(Scope *s, Node *a) {
    Node *made = negate_here(s, a);
    return made || !s->unable ? made : ask_node(s, ASK_negate, &a, 1);
}

static Node *call_reference(Scope *s, Node *head, Node *argument) {
    PyObject *arguments = PyTuple_Pack(1, argument), *both[3] = {NULL, head->value, arguments};
    PyObject *answer = arguments ? ask(ASK_call, both + 1, 2) : NULL;
    Py_XDECREF(arguments);
    if (answer && !is_node(answer)) {
        Py_DECREF(answer);
        PyErr_SetString(PyExc_TypeError, "call has to give an expression");
        return NULL;
    }
    return own(s, (Node *)answer);
}

/* A function of tidy arguments: of numbers and constants the tables know exact values. */
Node *call(Scope *s, Node *head, Node *const *args, uint32_t count) {
    if (count != 1) return own(s, make(head, args, count));
    const Node *argument = args[0];
    bool is_size = head->op == ABS || head->op == SQRT;
    bool is_number = argument->kind == NUMBER || (is_size && (is(argument, NEG) || is(argument, OVER)));
    if (is_number || is_constant(argument)) return call_reference(s, head, args[0]);
    return own(s, make(head, args, count));
}
