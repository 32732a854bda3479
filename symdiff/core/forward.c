/* The derivative of every node by one variable, from the leaves up: each node once, after its operands. */

#include "core.h"

enum { UNITS = 40 }; /* of work, for the derivative of a node */

/* The derivative of an application of which some operands vary: the right side of its rule, filled in. */
static int differentiate(Sweep *w, size_t place, Node *const *args, const uint32_t *places, uint32_t count, uint64_t mask) {
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

static int application(Sweep *w, size_t place, Nodes *constants) {
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
    if (count <= MOST_OPERANDS) return differentiate(w, place, args, places, count, mask);
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
    PyObject *list = list_of(constants), *arguments[4] = {reference(ASK_demand_values), list, (PyObject *)body, (PyObject *)variable};
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

static int up(Sweep *w, Node *body, Node *variable) {
    Nodes constants;
    nodes_open(&constants);
    int done = 0;
    for (size_t i = 0; done == 0 && i < w->order.nodes.count; i++) {
        Node *n = w->order.nodes.items[i];
        if (n == variable) w->found[i] = hold(slope_of_variable(w->cases));
        else if (n->kind == APPLY) done = application(w, i, &constants);
    }
    if (done == 0 && constants.count) done = demand_values(w, &constants, body, variable);
    nodes_free(&constants);
    return done;
}

static PyObject *answer(Sweep *w, Node *body) {
    Node *slope = w->found[w->order.nodes.count - 1];
    PyObject *demands = sweep_demands(w, body), *pair = demands ? PyTuple_Pack(2, slope ? slope : ZERO, demands) : NULL;
    Py_XDECREF(demands);
    return pair;
}

/* The derivative of a body by a variable, and what must hold for it. */
PyObject *core_forward(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t count) {
    if (count != 3 || !is_node(a[0]) || !is_node(a[1])) {
        PyErr_SetString(PyExc_TypeError, "forward takes an expression, a symbol and a rulebook");
        return NULL;
    }
    Sweep w;
    Node *body = (Node *)a[0];
    PyObject *found = NULL;
    if (sweep_open(&w, body, a[2]) == 0 && up(&w, body, (Node *)a[1]) == 0 && spend_at_once(w.scope.spent + UNITS * (int64_t)w.order.nodes.count) == 0)
        found = answer(&w, body);
    bool is_unable = !found && w.scope.unable;
    sweep_close(&w);
    return is_unable ? ask(ASK_forward, a, 3) : found;
}
