/* What the sweeps forwards and backwards have in common. */

#include "rules.h"
#include "tidying.h"

int sweep_open(Sweep *w, Node *body, PyObject *rules) {
    scope_open(&w->scope, true);
    order_open(&w->order, &w->scope);
    w->rules = rules;
    w->found = NULL;
    w->demands = NULL;
    w->demand_count = w->demand_room = 0;
    w->cases = cases_of(rules);
    if (!w->cases || walk(&w->order, &body, 1, OPERANDS) < 0 || order_index(&w->order, OPERANDS) < 0) return -1;
    w->found = calloc(w->order.nodes.count + 1, sizeof *w->found);
    if (w->found) return 0;
    PyErr_NoMemory();
    return -1;
}

void sweep_close(Sweep *w) {
    for (size_t i = 0; w->found && i < w->order.nodes.count; i++)
        if (w->found[i]) release(w->found[i]);
    for (size_t i = 0; i < w->demand_count; i++) {
        release(w->demands[i].condition);
        release(w->demands[i].source);
    }
    free(w->found);
    free(w->demands);
    order_free(&w->order);
    scope_close(&w->scope);
    Py_XDECREF(w->cases);
}

int sweep_put(Sweep *w, size_t place, size_t mark, Node *n) {
    if (!n) return -1;
    Node *before = w->found[place];
    w->found[place] = hold(n);
    if (before) release(before);
    scope_back(&w->scope, mark);
    return place % 256 == 255 ? interrupted() : 0;
}

uint32_t sweep_operands(const Sweep *w, size_t place, Node **args, const uint32_t **places) {
    uint32_t first = w->order.first[place], count = w->order.first[place + 1] - first;
    *places = w->order.operands + first;
    for (uint32_t k = 0; k < count && k < MOST_OPERANDS; k++) args[k] = w->order.nodes.items[(*places)[k]];
    return count;
}

int64_t sweep_place(const Sweep *w, size_t place, const Node *n) {
    const Order *o = &w->order;
    for (uint32_t i = o->first[place]; i < o->first[place + 1]; i++) {
        uint32_t operand = o->operands[i];
        if (o->nodes.items[operand] == n) return operand;
        for (uint32_t k = o->first[operand]; k < o->first[operand + 1]; k++)
            if (o->nodes.items[o->operands[k]] == n) return o->operands[k];
    }
    return -1;
}

int sweep_choose(Sweep *w, size_t place, Node *const *args, uint32_t count, uint64_t mask, Choice *choice) {
    Case *c = case_of(w->cases, w->rules, w->order.nodes.items[place]->head, count, mask);
    if (c && choose(c, args, choice)) return 0;
    if (c) w->scope.unable = true;
    return -1;
}

/* --- what must hold --------------------------------------------------------------------------------------------------
 */

static int demand(Sweep *w, Node *condition, Node *source, bool is_domain, bool is_inside) {
    if (!condition) return -1;
    if (w->demand_count == w->demand_room) {
        size_t room = w->demand_room ? 2 * w->demand_room : 8;
        Demand *larger = realloc(w->demands, room * sizeof *larger);
        if (!larger) {
            PyErr_NoMemory();
            return -1;
        }
        w->demands = larger;
        w->demand_room = room;
    }
    w->demands[w->demand_count++] = (Demand){hold(condition), hold(source), is_domain, is_inside};
    return 0;
}

int sweep_demand(Sweep *w, const Choice *choice, Node *source) {
    const Candidate *c = choice->candidate;
    if (c->condition &&
        (source->op == LEAST || source->op == GREATEST)) { /* of two that are equal there is no such thing */
        w->scope.unable = true;
        return -1;
    }
    for (uint32_t i = 0; i < c->domain_count; i++)
        if (demand(w, run(&w->scope, c->domains[i], choice->bindings, c->letter_count), source, c->own[i], !c->own[i]) <
            0)
            return -1;
    return c->condition
               ? demand(w, run(&w->scope, c->condition, choice->bindings, c->letter_count), source, false, false)
               : 0;
}

static int append_demand(PyObject *list, const Demand *d) {
    PyObject *arguments[4] = {(PyObject *)d->condition, (PyObject *)d->source, d->is_domain ? Py_True : Py_False,
                              d->is_inside ? Py_True : Py_False};
    PyObject *made = ask(ASK_Demand, arguments, 4);
    int done = made ? PyList_Append(list, made) : -1;
    Py_XDECREF(made);
    return done;
}

PyObject *sweep_needs(Sweep *w, Node *source) {
    PyObject *list = PyList_New(0);
    int done = list ? 0 : -1;
    const Nodes *needs = &w->scope.needs;
    distinct(&w->scope.needs);
    for (size_t i = 0; done == 0 && i < needs->count; i++) {
        Demand d = {needs->items[i], source ? source : needs->items[i], false, false};
        done = append_demand(list, &d);
    }
    if (done < 0) Py_CLEAR(list);
    return list;
}

PyObject *sweep_demands(Sweep *w) {
    PyObject *list = PyList_New(0);
    int done = list ? 0 : -1;
    for (size_t i = 0; done == 0 && i < w->demand_count; i++) done = append_demand(list, &w->demands[i]);
    if (done < 0) Py_CLEAR(list);
    return list;
}
