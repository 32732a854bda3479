/* What a formula says of itself where it has a value, as tidying/definedness.py knows it: not_implied. */

#include "tidying.h"

enum { MOST_LOOKED_AT = 12 }; /* factors of a denominator that are known not to be 0 */

static bool vanishes_with_operand(const Node *n) {
    return n->kind == APPLY && (n->op == POWER || n->op == ABS || n->op == SQRT || n->op == CBRT);
}

/* A factor that is not 0, and what is not 0 then either. */
static int add_factor(Nodes *known, Node *factor) {
    if (nodes_add(known, factor) < 0) return -1;
    return vanishes_with_operand(factor) ? nodes_add(known, factor->args[0]) : 0;
}

static int add_divisor(Nodes *known, Node *below) {
    for (int i = 0; i < MOST_LOOKED_AT && is(below, TIMES); i++) {
        if (nodes_add(known, below) < 0 || add_factor(known, below->args[1]) < 0) return -1;
        below = below->args[0];
    }
    return add_factor(known, below);
}

/* The arguments of a function that are positive where it is defined: the table says which. */
static int add_positive(Nodes *known, Node *n) {
    PyObject *arguments[2] = {n->head->value, PyLong_FromUnsignedLong(n->count)};
    PyObject *places = arguments[1] ? ask(ASK_positive_places, arguments, 2) : NULL;
    Py_ssize_t count = places ? PyTuple_Size(places) : -1;
    int done = count < 0 ? -1 : 0;
    for (Py_ssize_t i = 0; done == 0 && i < count; i++) {
        size_t place = PyLong_AsSize_t(PyTuple_GetItem(places, i));
        if (place < n->count)
            done = nodes_add(known, n->args[place]);
        else if (PyErr_Occurred())
            done = -1;
    }
    Py_XDECREF(arguments[1]);
    Py_XDECREF(places);
    return done;
}

/* Whether it matters what the table says of a function: only where an inequality is about one of its arguments. */
static bool is_asked_about(const Nodes *left, const Node *n) {
    for (size_t i = 0; i < left->count && i < ROOM; i++)
        for (uint32_t k = 0; k < n->count; k++)
            if (is(left->items[i], UNEQUAL) && left->items[i]->args[0] == n->args[k]) return true;
    return left->count > ROOM;
}

static int add_nonzero_operands(Scope *s, Nodes *known, const Nodes *left, Node *n) {
    Rational exponent;
    if (n->kind != APPLY || (n->op >= PLUS && n->op <= TIMES) || n->op == NEG || is_condition(n)) return 0;
    if (n->op == OVER) return add_divisor(known, n->args[1]);
    if (n->op != POWER) return is_asked_about(left, n) ? add_positive(known, n) : 0;
    int sign = value_of(s, n->args[1], &exponent); /* 0^v has a value for v > 0 */
    return sign < 0 ? -1 : sign && exponent.above < 0 ? nodes_add(known, n->args[0]) : 0;
}

static bool is_of_zero(const Node *n, Op op) { return is(n, op) && n->args[1] == ZERO; }

/* The requirements that are no inequality with 0 of something known to be different from it. */
static PyObject *unknown(const Nodes *left, const Nodes *known) {
    Order order;
    Nodes kept;
    PyObject *list = NULL;
    int done = 0;
    order_open(&order, NULL);
    nodes_open(&kept);
    walk_begin(&order);
    for (size_t i = 0; done == 0 && i < known->count; i++)
        if (place_of(known->items[i]) < 0) done = walk_meet(&order, known->items[i]);
    for (size_t i = 0; done == 0 && i < left->count; i++) {
        const Node *n = left->items[i];
        if (!is_of_zero(n, UNEQUAL) || place_of(n->args[0]) < 0) done = nodes_add(&kept, left->items[i]);
    }
    if (done == 0) list = list_of(&kept);
    nodes_free(&kept);
    order_free(&order);
    return list;
}

/* What is left of the requirements that no node of the formula is; whether there are inequalities among them. */
static int without_present(Order *order, Node *value, const Nodes *requirements, Nodes *left) {
    int inequalities = 0;
    if (walk(order, &value, 1, ALWAYS_EVALUATED) < 0) return -1;
    for (size_t i = 0; i < requirements->count; i++) {
        Node *n = requirements->items[i];
        if (place_of(n) >= 0) continue;
        if (nodes_add(left, n) < 0) return -1;
        inequalities |= is(n, UNEQUAL);
    }
    return inequalities;
}

static PyObject *left_over(Scope *s, Node *value, Nodes *requirements) {
    Order order;
    Nodes left, known;
    PyObject *list = NULL;
    order_open(&order, s);
    nodes_open(&left);
    nodes_open(&known);
    int done = without_present(&order, value, requirements, &left);
    if (done == 0) list = list_of(&left);
    bool asks = done > 0;
    if (asks) done = 0;
    for (size_t i = 0; asks && done == 0 && i < order.nodes.count; i++)
        done = add_nonzero_operands(s, &known, &left, order.nodes.items[i]);
    for (size_t i = 0; asks && done == 0 && i < requirements->count; i++) {
        Node *n = requirements->items[i];
        if (is_of_zero(n, LESS) || is_of_zero(n, GREATER)) done = nodes_add(&known, n->args[0]);
    }
    if (asks && done == 0) list = unknown(&left, &known);
    nodes_free(&left);
    nodes_free(&known);
    order_free(&order);
    return list;
}

/* not_implied(value, requirements) */
PyObject *core_not_implied(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {
    Nodes requirements;
    Scope scope;
    if (given != 2 || !is_node(a[0])) {
        PyErr_SetString(PyExc_TypeError, "not_implied takes an expression and what is required for it");
        return NULL;
    }
    nodes_open(&requirements);
    scope_open(&scope, false);
    PyObject *owner = read_nodes(a[1], &requirements), *list = NULL;
    for (size_t i = 0; owner && i < requirements.count; i++) hold(requirements.items[i]);
    if (owner) {
        distinct(&requirements);
        list = requirements.count ? left_over(&scope, (Node *)a[0], &requirements) : PyList_New(0);
    }
    for (size_t i = 0; owner && i < requirements.count; i++) release(requirements.items[i]);
    PyObject *both[2] = {a[0], owner};
    if (!list && owner && scope.unable) list = ask(ASK_not_implied, both, 2);
    Py_XDECREF(owner);
    scope_close(&scope);
    nodes_free(&requirements);
    return list;
}

/* settled(condition): a comparison of something that is no number is what it is. */
PyObject *core_settled(PyObject *Py_UNUSED(module), PyObject *condition) {
    if (!takes("settled", &condition, 1, 1)) return NULL;
    if (!is_comparison((Node *)condition) || !is_plain((Node *)condition)) return ask(ASK_settled, &condition, 1);
    Py_INCREF(condition);
    return condition;
}
