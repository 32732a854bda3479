/* Gradients: the rules read backwards, one sweep from the root down. */

#include "rules.h"
#include "tidying.h"

typedef struct {
    uint32_t place;
    Node *node;
} Share; /* what the node of a place receives */
typedef struct {
    int count;
    Share at[2 * MOST_OPERANDS];
} Shares;

/* Which nodes depend on one of the variables. */
static bool *dependent(const Sweep *w, const Nodes *names) {
    size_t count = w->order.nodes.count;
    bool *depends = calloc(count + 1, sizeof *depends);
    if (!depends) {
        PyErr_NoMemory();
        return NULL;
    }
    for (size_t i = 0; i < names->count; i++) {
        int64_t place = place_of(names->items[i]);
        if (place >= 0) depends[place] = true;
    }
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = w->order.first[i]; k < w->order.first[i + 1] && !depends[i]; k++)
            depends[i] = depends[w->order.operands[k]];
    return depends;
}

static int add_share(Shares *shares, int64_t place, Node *n) {
    if (!n) return -1;
    shares->at[shares->count++] = (Share){(uint32_t)place, n};
    return 0;
}

/* The node as its rule sees it: of all factors of a product. */
static Node *view_of(Sweep *w, Node *n, Node *const *args, uint32_t count) {
    return count == n->count ? n : own(&w->scope, make(n->head, args, count));
}

/* What one operand, or what the rule's letter stands for in it, receives: the rule for it, all others held constant. */
static int share_of(Sweep *w, size_t place, Node *const *args, uint32_t count, uint32_t operand, const uint32_t *places,
                    const bool *depends, Shares *shares) {
    Choice choice;
    if (sweep_choose(w, place, args, count, (uint64_t)1 << operand, &choice) < 0) return -1;
    const Candidate *c = choice.candidate;
    if (c->domain_count || c->condition) {
        Node *view = view_of(w, w->order.nodes.items[place], args, count);
        if (!view || sweep_demand(w, &choice, view) < 0) return -1;
    }
    for (uint32_t k = 0; k < choice.count; k++) choice.inputs[choice.count + k] = w->found[place];
    int64_t receiver = places[operand];
    if (!c->direct) {
        receiver = -1;
        for (uint32_t k = 0; c->varying && k < c->letter_count; k++)
            if (c->letters[k] == c->varying) receiver = sweep_place(w, place, choice.bindings[k]);
        if (receiver < 0) {
            w->scope.unable = true;
            return -1;
        }
        if (!depends[receiver]) return 0;
    }
    return add_share(shares, receiver, run(&w->scope, c->program, choice.inputs, 2 * choice.count));
}

static int hand_down(Sweep *w, size_t place, const bool *depends) {
    Node *args[MOST_OPERANDS];
    const uint32_t *places;
    Shares shares;
    shares.count = 0;
    size_t mark = w->scope.owned.count;
    uint32_t count = sweep_operands(w, place, args, &places);
    if (count > MOST_OPERANDS) {
        w->scope.unable = true;
        return -1;
    }
    for (uint32_t k = 0; k < count; k++)
        if (depends[places[k]] && share_of(w, place, args, count, k, places, depends, &shares) < 0) return -1;
    for (int i = 0; i < shares.count; i++) {
        Node *before = w->found[shares.at[i].place], *share = shares.at[i].node;
        Node *sum = before ? construct2(&w->scope, PLUS, before, share) : share;
        if (sweep_put(w, shares.at[i].place, w->scope.owned.count, sum) < 0) return -1;
    }
    scope_back(&w->scope, mark);
    return 0;
}

static int down(Sweep *w, const bool *depends) {
    size_t i = w->order.nodes.count;
    w->found[i - 1] = hold(ONE);
    while (i--)
        if (w->found[i] && depends[i] && w->order.nodes.items[i]->kind == APPLY && hand_down(w, i, depends) < 0)
            return -1;
    return 0;
}

static int read_names(PyObject *list, Nodes *names) {
    Py_ssize_t count = PyList_Size(list);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *name = PyList_GetItem(list, i);
        if (!name || !is_node(name)) {
            PyErr_SetString(PyExc_TypeError, "the variables are symbols");
            return -1;
        }
        if (nodes_add(names, (Node *)name) < 0) return -1;
    }
    return count < 0 ? -1 : 0;
}

/* The adjoints of the variables, where they are: looked up right after the walk. */
static int64_t *places_of(const Nodes *names) {
    int64_t *places = malloc((names->count + 1) * sizeof *places);
    if (!places) {
        PyErr_NoMemory();
        return NULL;
    }
    for (size_t i = 0; i < names->count; i++) places[i] = place_of(names->items[i]);
    return places;
}

/* What tidying met, then what the rules demand. */
static PyObject *all_demands(Sweep *w) {
    PyObject *needs = sweep_needs(w, NULL), *demands = needs ? sweep_demands(w) : NULL,
             *all = demands ? PySequence_Concat(needs, demands) : NULL;
    Py_XDECREF(needs);
    Py_XDECREF(demands);
    return all;
}

static PyObject *answer(Sweep *w, const Nodes *names, const int64_t *places) {
    Nodes slopes;
    nodes_open(&slopes);
    int done = 0;
    for (size_t i = 0; done == 0 && i < names->count; i++) {
        Node *found = places[i] < 0 ? NULL : w->found[places[i]];
        done = nodes_add(&slopes, found ? found : ZERO);
    }
    PyObject *list = done == 0 ? list_of(&slopes) : NULL, *demands = list ? all_demands(w) : NULL;
    PyObject *triple = demands ? PyTuple_Pack(3, list, demands, Py_False) : NULL;
    Py_XDECREF(list);
    Py_XDECREF(demands);
    nodes_free(&slopes);
    return triple;
}

/* The partial derivatives of a body, what must hold for them, and False: nothing was differentiated branch by branch.
 */
PyObject *core_backward(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t count) {
    if (count != 3 || !is_node(a[0]) || !PyList_CheckExact(a[1])) {
        PyErr_SetString(PyExc_TypeError, "backward takes an expression, a list of symbols and a rulebook");
        return NULL;
    }
    Sweep w;
    Nodes names;
    bool *depends = NULL;
    int64_t *places = NULL;
    PyObject *found = NULL;
    nodes_open(&names);
    if (sweep_open(&w, (Node *)a[0], a[2]) == 0 && read_names(a[1], &names) == 0 && (depends = dependent(&w, &names)) &&
        (places = places_of(&names)) && down(&w, depends) == 0 && (!w.scope.spent || spend_at_once(w.scope.spent) == 0))
        found = answer(&w, &names, places);
    bool is_unable = !found && w.scope.unable;
    free(depends);
    free(places);
    nodes_free(&names);
    sweep_close(&w);
    return is_unable ? ask(ASK_backward, a, 3) : found;
}
