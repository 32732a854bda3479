/* Every loop over an expression. None recurses, and each meets a node once. */

#include "tidying.h"

/* --- orders ------------------------------------------------------------------------------------------------- */

void order_open(Order *order, Scope *scope) {
    nodes_open(&order->nodes);
    order->first = order->operands = NULL;
    order->scope = scope;
}

void order_free(Order *order) {
    nodes_free(&order->nodes);
    free(order->first);
    free(order->operands);
}

int operands(Scope *s, Node *n, Node **room, Node *const **found) {
    *found = room;
    if (n->op == TIMES && n->length > 2 && n->length <= MOST_FACTORS) {
        Node *walk = n;
        for (uint32_t i = n->length - 1; i; i--) {
            room[i] = walk->args[1];
            walk = walk->args[0];
        }
        room[0] = walk;
        return (int)n->length;
    }
    if ((n->op == LEAST || n->op == GREATEST) && n->count > 2) {
        room[0] = own(s, make(n->head, n->args, n->count - 1));
        room[1] = n->args[n->count - 1];
        return room[0] ? 2 : -1;
    }
    *found = n->args;
    return (int)n->count;
}

/* --- walking -------------------------------------------------------------------------------------------------- */

static uint64_t walks; /* how many there have been: the number of the running one */

void walk_begin(Order *order) {
    walks++;
    order->nodes.count = 0;
}

void distinct(Nodes *owned) {
    size_t kept = 0;
    walks++;
    for (size_t i = 0; i < owned->count; i++) {
        Node *n = owned->items[i];
        if (n->walk == walks) {
            release(n);
            continue;
        }
        n->walk = walks;
        owned->items[kept++] = n;
    }
    owned->count = kept;
}

static int emit(Order *order, Node *n) {
    n->place = (uint32_t)order->nodes.count;
    if (order->nodes.count < UINT32_MAX) return nodes_add(&order->nodes, n);
    PyErr_SetString(PyExc_MemoryError, "an expression of more than 2^32 nodes");
    return -1;
}

int64_t place_of(const Node *n) { return n->walk == walks ? (int64_t)n->place : -1; }

int walk_meet(Order *order, Node *n) {
    n->walk = walks;
    return emit(order, n);
}

static bool descends(const Node *n, Descent descent) {
    if (n->kind != APPLY) return false;
    if (descent == ALWAYS_EVALUATED) return n->op != PIECEWISE;
    return descent != UNSETTLED_PARTS || n->total == UNSETTLED;
}

/* On the stack a node with its lowest bit set has its arguments behind it. */
static Node *marked(Node *n) { return (Node *)((uintptr_t)n | 1); }
static bool is_marked(Node *n) { return (uintptr_t)n & 1; }
static Node *unmarked(Node *n) { return (Node *)((uintptr_t)n & ~(uintptr_t)1); }

static int push_operands(Order *order, Nodes *stack, Node *n, Descent descent) {
    Node *room[MOST_OPERANDS], *const *found = n->args;
    int count = descent == OPERANDS ? operands(order->scope, n, room, &found) : (int)n->count;
    if (count < 0 || nodes_add(stack, marked(n)) < 0) return -1;
    while (count)
        if (nodes_add(stack, found[--count]) < 0) return -1;
    return 0;
}

static int step(Order *order, Nodes *stack, Node *n, Descent descent) {
    if (is_marked(n)) return emit(order, unmarked(n));
    if (n->walk == walks) return 0;
    n->walk = walks;
    return descends(n, descent) ? push_operands(order, stack, n, descent) : emit(order, n);
}

int walk_on(Order *order, Node *const *roots, size_t count, Descent descent) {
    Nodes stack;
    nodes_open(&stack);
    int done = 0;
    while (done == 0 && count) done = nodes_add(&stack, roots[--count]);
    while (done == 0 && stack.count) done = step(order, &stack, stack.items[--stack.count], descent);
    nodes_free(&stack);
    return done;
}

int walk(Order *order, Node *const *roots, size_t count, Descent descent) {
    walk_begin(order);
    return walk_on(order, roots, count, descent);
}

/* The operands of each node by their places, which hold when the marks do no longer. */
int order_index(Order *order, Descent descent) {
    Node *room[MOST_OPERANDS], *const *found;
    size_t nodes = order->nodes.count, total = 0, used = 0;
    for (size_t i = 0; i < nodes; i++)
        total += order->nodes.items[i]->count + MOST_FACTORS * (order->nodes.items[i]->op == TIMES);
    order->first = malloc((nodes + 1) * sizeof *order->first);
    order->operands = malloc((total + 1) * sizeof *order->operands);
    if (!order->first || !order->operands || total > UINT32_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; i < nodes; i++) {
        Node *n = order->nodes.items[i];
        order->first[i] = (uint32_t)used;
        if (n->kind != APPLY) continue;
        found = n->args;
        int count = descent == OPERANDS ? operands(order->scope, n, room, &found) : (int)n->count;
        if (count < 0) return -1;
        for (int k = 0; k < count; k++) order->operands[used++] = found[k]->place;
    }
    order->first[nodes] = (uint32_t)used;
    return 0;
}

PyObject *list_of(const Nodes *nodes) {
    PyObject *list = PyList_New((Py_ssize_t)nodes->count);
    for (size_t i = 0; list && i < nodes->count; i++) {
        if (PyList_SetItem(list, (Py_ssize_t)i, (PyObject *)hold(nodes->items[i])) < 0) return NULL;
    }
    return list;
}

/* --- whether a node is defined everywhere --------------------------------------------------------------------------
 */

static int settle(Node *n) {
    uint8_t parts = TOTAL;
    for (uint32_t i = 0; i < n->count; i++) parts = parts == TOTAL && n->args[i]->total == TOTAL ? TOTAL : PARTIAL;
    PyObject *answer = NULL;
    if (parts == TOTAL) {
        answer = ask(ASK_keeps_total, (PyObject **)&n, 1);
        int truth = answer ? PyObject_IsTrue(answer) : -1;
        Py_XDECREF(answer);
        if (truth < 0) return -1;
        parts = truth ? TOTAL : PARTIAL;
    }
    n->total = parts;
    return 0;
}

int is_total(Node *n) {
    if (n->total != UNSETTLED) return n->total;
    Order order;
    order_open(&order, NULL);
    int done = walk(&order, &n, 1, UNSETTLED_PARTS);
    for (size_t i = 0; done == 0 && i < order.nodes.count; i++)
        if (order.nodes.items[i]->total == UNSETTLED) done = settle(order.nodes.items[i]);
    order_free(&order);
    return done < 0 ? -1 : n->total;
}

/* --- substitution and tidying ------------------------------------------------------------------------------------- */

/* A node for each place of an order; the array owns them. */
static Node **places(const Order *order) {
    Node **made = calloc(order->nodes.count + 1, sizeof *made);
    if (!made) PyErr_NoMemory();
    return made;
}

static void drop(Node **made, const Order *order) {
    for (size_t i = 0; made && i < order->nodes.count; i++)
        if (made[i]) release(made[i]);
    free(made);
}

static Node *with_arguments(Node *n, Node **room, Node *const *made) {
    for (uint32_t k = 0; k < n->count; k++) room[k] = made[n->args[k]->place];
    return make(n->head, room, n->count);
}

static Node *remade(Node *n, Node *const *made) {
    Node *few[8], **room = n->count <= 8 ? few : malloc(n->count * sizeof *room);
    if (!room) return (Node *)PyErr_NoMemory();
    Node *again = with_arguments(n, room, made);
    if (room != few) free(room);
    return again;
}

/* Args: the root, and the pairs of old and new, which are met before all others. */
Node *substituted(Node *root, const Nodes *old, const Nodes *new) {
    Order order;
    order_open(&order, NULL);
    walk_begin(&order);
    int done = 0;
    for (size_t i = 0; done == 0 && i < old->count; i++) done = walk_meet(&order, old->items[i]);
    if (done == 0) done = walk_on(&order, &root, 1, EVERYTHING);
    Node **made = done == 0 ? places(&order) : NULL, *answer = NULL;
    for (size_t i = 0; made && i < order.nodes.count; i++) {
        Node *n = order.nodes.items[i];
        if (i < old->count || n->kind != APPLY) {
            made[i] = hold(i < old->count ? new->items[i] : n);
        } else if (!(made[i] = remade(n, made)))
            break;
    }
    if (made && (answer = made[root->place])) hold(answer);
    drop(made, &order);
    order_free(&order);
    return answer;
}

static Node *tidied(Scope *s, Node *n, Node *const *args) {
    if (n->op >= PLUS && n->op <= POWER) return construct2(s, (Op)n->op, args[0], args[1]);
    if (n->op == NEG) return negate(s, args[0]);
    if (n->op == WHERE && n->count) return where(s, args[0], args + 1, (int)n->count - 1);
    return call(s, n->head, args, n->count);
}

static Node *tidied_at(Scope *s, const Order *order, size_t i, Node *const *made) {
    Node *n = order->nodes.items[i], *few[8], **args = n->count <= 8 ? few : malloc(n->count * sizeof *args);
    if (!args) return (Node *)PyErr_NoMemory();
    for (uint32_t k = 0; k < n->count; k++) args[k] = made[order->operands[order->first[i] + k]];
    Node *again = tidied(s, n, args);
    if (args != few) free(args);
    return again;
}

/* Every function built anew from below, by the constructors of tidying. */
Node *rebuilt(Scope *s, Node *root) {
    Order order;
    order_open(&order, s);
    int done = walk(&order, &root, 1, EVERYTHING) == 0 ? order_index(&order, EVERYTHING) : -1;
    Node **made = done == 0 ? places(&order) : NULL, *answer = NULL;
    size_t mark = s->owned.count;
    for (size_t i = 0; made && i < order.nodes.count; i++) {
        Node *n = order.nodes.items[i], *again = n->kind == APPLY ? tidied_at(s, &order, i, made) : n;
        if (!again || (i % 1024 == 1023 && interrupted() < 0)) break;
        made[i] = hold(again);
        scope_back(s, mark);
        if (i + 1 == order.nodes.count) answer = again;
    }
    if (answer) hold(answer);
    drop(made, &order);
    order_free(&order);
    return answer;
}
