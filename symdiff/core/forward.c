/* The derivative of every node by one variable, from the leaves up: each node once, after its operands. */

#include "rules.h"
#include "tidying.h"

enum { UNITS = 40 }; /* of work, for the derivative of a node */

/* The derivative of an application of which some operands vary: the right side of its rule, filled in. */
static int differentiate(Sweep *w, size_t place, Node *const *args, const uint32_t *places, uint32_t count,
                         uint64_t mask) {
    Choice choice;
    Node *n = w->order.nodes.items[place];
    size_t mark = w->scope.owned.count;
    if (sweep_choose(w, place, args, count, mask, &choice) < 0 || sweep_demand(w, &choice, n) < 0) return -1;
    for (uint32_t k = 0; k < choice.count; k++) {
        int64_t found = choice.candidate->direct ? (int64_t)places[k] : sweep_place(w, place, choice.inputs[k]);
        if (found < 0) {
            w->scope.unable = true;
            return -1;
        }
        choice.inputs[choice.count + k] = w->found[found] ? w->found[found] : ZERO;
    }
    return sweep_put(w, place, mark, run(&w->scope, choice.candidate->program, choice.inputs, 2 * choice.count));
}

/* Whether a power is defined on the border of its domain, and has a derivative there by its formula. */
static int is_edged(Scope *s, const Node *n) {
    Rational value;
    const Node *exponent = n->args[1];
    if (exponent->kind == NUMBER && exponent->small) return 0;
    if (exponent->kind == NUMBER) /* a fraction that is larger than 1; a whole number is not */
        return PyLong_CheckExact(exponent->value)
                   ? 0
                   : PyObject_RichCompareBool((PyObject *)exponent->args[0], (PyObject *)exponent->args[1], Py_GT);
    int known = exponent->kind == APPLY ? value_of(s, exponent, &value) : 0;
    return known > 0 ? value.above > value.below : known;
}

/* What has a derivative by a formula that says nothing of the values on both sides: it is 0, or exists on a border. */
static int keep_edge(Sweep *w, size_t place, Nodes *edged) {
    Node *n = w->order.nodes.items[place];
    int edge = w->found[place] == ZERO ? 1 : is(n, POWER) ? is_edged(&w->scope, n) : 0;
    return edge > 0 ? nodes_add(edged, n) < 0 || nodes_add(edged, w->found[place]) < 0 ? -1 : 0 : edge;
}

static int application(Sweep *w, size_t place, Nodes *constants, Nodes *edged) {
    Node *args[MOST_OPERANDS], *n = w->order.nodes.items[place];
    const uint32_t *places;
    uint32_t count = sweep_operands(w, place, args, &places);
    uint64_t mask = 0;
    bool varies = false;
    for (uint32_t k = 0; k < count; k++) {
        if (!w->found[places[k]]) continue;
        varies = true;
        if (k < MOST_OPERANDS) mask |= (uint64_t)1 << k;
    }
    if (!varies) return n->total == TOTAL ? 0 : nodes_add(constants, n);
    if (count <= MOST_OPERANDS)
        return differentiate(w, place, args, places, count, mask) < 0 ? -1 : keep_edge(w, place, edged);
    w->scope.unable = true;
    return -1;
}

/* What is free of the variable has a value where the root has one, or the derivative has none. */
static int demand_values(Sweep *w, Nodes *constants, Node *body, Node *variable) {
    size_t kept = 0;
    for (size_t i = 0; i < constants->count; i++) {
        int total = is_total(constants->items[i]);
        if (total < 0) return -1;
        if (total != TOTAL) constants->items[kept++] = constants->items[i];
    }
    constants->count = kept;
    if (!kept) return 0;
    PyObject *list = list_of(constants),
             *arguments[4] = {reference(ASK_demand_values), list, (PyObject *)body, (PyObject *)variable};
    PyObject *pair = list && arguments[0] ? ask(ASK_gathered, arguments, 4) : NULL;
    PyObject *needs = pair ? PyTuple_GetItem(pair, 1) : NULL;
    int done = needs ? 0 : -1;
    for (Py_ssize_t i = 0; done == 0 && i < PyList_Size(needs); i++) {
        PyObject *need = PyList_GetItem(needs, i);
        done = need && is_node(need) ? nodes_add(&w->scope.needs, (Node *)need) : -1;
        if (done == 0) hold((Node *)need);
    }
    Py_XDECREF(list);
    Py_XDECREF(pair);
    return done;
}

static int up(Sweep *w, Node *body, Node *variable, Nodes *edged) {
    Nodes constants;
    nodes_open(&constants);
    int done = 0;
    for (size_t i = 0; done == 0 && i < w->order.nodes.count; i++) {
        Node *n = w->order.nodes.items[i];
        if (n == variable)
            w->found[i] = hold(slope_of_variable(w->cases));
        else if (n->kind == APPLY)
            done = application(w, i, &constants, edged);
    }
    if (done == 0 && constants.count) done = demand_values(w, &constants, body, variable);
    nodes_free(&constants);
    return done;
}

/* Pairs of a node and whether its derivative is 0. */
static PyObject *pairs_of(const Nodes *edged) {
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < edged->count; i += 2) {
        PyObject *pair = PyTuple_Pack(2, edged->items[i], edged->items[i + 1] == ZERO ? Py_True : Py_False);
        if (!pair || PyList_Append(list, pair) < 0) Py_CLEAR(list);
        Py_XDECREF(pair);
    }
    return list;
}

/* What the rules demand, and what must hold so that there are values on both sides. */
static PyObject *demands_of(Sweep *w, const Nodes *edged, Node *variable) {
    PyObject *demands = sweep_demands(w), *pairs = demands && edged->count ? pairs_of(edged) : NULL;
    if (!demands || !edged->count) return demands;
    PyObject *arguments[4] = {demands, pairs, (PyObject *)variable, w->rules};
    PyObject *all = pairs ? ask(ASK_with_insides, arguments, 4) : NULL;
    Py_DECREF(demands);
    Py_XDECREF(pairs);
    return all;
}

static PyObject *answer(Sweep *w, Node *body, const Nodes *edged, Node *variable) {
    Node *slope = w->found[w->order.nodes.count - 1];
    PyObject *demands = demands_of(w, edged, variable), *needs = demands ? sweep_needs(w, body) : NULL;
    PyObject *all = needs ? PySequence_Concat(needs, demands) : NULL,
             *pair = all ? PyTuple_Pack(2, slope ? slope : ZERO, all) : NULL;
    Py_XDECREF(demands);
    Py_XDECREF(needs);
    Py_XDECREF(all);
    return pair;
}

/* The derivative of a body by a variable, and what must hold for it. */
PyObject *core_forward(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t count) {
    if (count != 3 || !is_node(a[0]) || !is_node(a[1])) {
        PyErr_SetString(PyExc_TypeError, "forward takes an expression, a symbol and a rulebook");
        return NULL;
    }
    Sweep w;
    Nodes edged; /* a node, then its derivative; the sweep owns both */
    Node *body = (Node *)a[0], *variable = (Node *)a[1];
    PyObject *found = NULL;
    nodes_open(&edged);
    if (sweep_open(&w, body, a[2]) == 0 && up(&w, body, variable, &edged) == 0 &&
        spend_at_once(w.scope.spent + UNITS * (int64_t)w.order.nodes.count) == 0)
        found = answer(&w, body, &edged, variable);
    bool is_unable = !found && w.scope.unable;
    nodes_free(&edged);
    sweep_close(&w);
    return is_unable ? ask(ASK_forward, a, 3) : found;
}
