/* The loops over expressions, as Python calls them. */

#include "tidying.h"

static PyObject *ordered(PyObject *roots, Descent descent) {
    Nodes start;
    Scope scope;
    Order order;
    nodes_open(&start);
    scope_open(&scope, false);
    order_open(&order, &scope);
    PyObject *owner = read_nodes(roots, &start), *list = NULL;
    if (owner && walk(&order, start.items, start.count, descent) == 0) list = list_of(&order.nodes);
    Py_XDECREF(owner);
    order_free(&order);
    scope_close(&scope);
    nodes_free(&start);
    return list;
}

PyObject *core_postorder(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {
    if (given == 1) return ordered(a[0], EVERYTHING);
    PyObject *known = reference(ASK_operands);
    if (!known) PyErr_Clear();
    return given == 3 && a[1] == known ? ordered(a[0], OPERANDS) : ask(ASK_postorder, a, (size_t)given);
}

PyObject *core_always_evaluated(PyObject *Py_UNUSED(module), PyObject *root) {
    PyObject *roots = PyTuple_Pack(1, root), *list = roots ? ordered(roots, ALWAYS_EVALUATED) : NULL;
    Py_XDECREF(roots);
    return list;
}

PyObject *core_free_symbols(PyObject *Py_UNUSED(module), PyObject *root) {
    Order order;
    Nodes found;
    PyObject *list = NULL, *set = NULL;
    if (!takes("free_symbols", &root, 1, 1)) return NULL;
    order_open(&order, NULL);
    nodes_open(&found);
    int done = walk(&order, (Node **)&root, 1, EVERYTHING);
    for (size_t i = 0; done == 0 && i < order.nodes.count; i++) {
        Node *n = order.nodes.items[i];
        if (n->kind == SYMBOL && !is_constant(n)) done = nodes_add(&found, n);
    }
    if (done == 0 && (list = list_of(&found))) set = PyFrozenSet_New(list);
    Py_XDECREF(list);
    nodes_free(&found);
    order_free(&order);
    return set;
}

PyObject *core_holds_word(PyObject *Py_UNUSED(module), PyObject *root) {
    Order order;
    if (!takes("holds_word", &root, 1, 1)) return NULL;
    order_open(&order, NULL);
    int done = walk(&order, (Node **)&root, 1, EVERYTHING);
    bool found = false;
    for (size_t i = 0; done == 0 && i < order.nodes.count && !found; i++) {
        Node *n = order.nodes.items[i];
        found = n->kind == SYMBOL && !is_constant(n) && PyUnicode_GetLength(n->value) > 1;
    }
    order_free(&order);
    return done < 0 ? NULL : PyBool_FromLong(found);
}

/* The size of each node as a tree, of the arguments' sizes; false where they are beyond 62 bits. */
static bool tree_sizes(const Order *order, int64_t *sizes) {
    for (size_t i = 0; i < order->nodes.count; i++) {
        const Node *n = order->nodes.items[i];
        sizes[i] = 1;
        for (uint32_t k = 0; n->kind == APPLY && k < n->count; k++)
            if ((sizes[i] += sizes[n->args[k]->place]) >= LARGEST) return false;
    }
    return true;
}

PyObject *core_tree_size(PyObject *Py_UNUSED(module), PyObject *root) {
    Order order;
    PyObject *size = NULL;
    if (!takes("tree_size", &root, 1, 1)) return NULL;
    order_open(&order, NULL);
    if (walk(&order, (Node **)&root, 1, EVERYTHING) == 0) {
        int64_t *sizes = malloc((order.nodes.count + 1) * sizeof *sizes);
        if (!sizes)
            PyErr_NoMemory();
        else if (tree_sizes(&order, sizes))
            size = PyLong_FromLongLong(sizes[order.nodes.count - 1]);
        else
            size = ask(ASK_tree_size, &root, 1);
        free(sizes);
    }
    order_free(&order);
    return size;
}

PyObject *core_is_total(PyObject *Py_UNUSED(module), PyObject *n) {
    int total = takes("is_total", &n, 1, 1) ? is_total((Node *)n) : -1;
    return total < 0 ? NULL : PyBool_FromLong(total == TOTAL);
}

/* substitute(root, values): where the values are no plain dictionary of expressions, the reference does it. */
PyObject *core_substitute(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {
    Nodes old, new;
    PyObject *key, *value;
    Py_ssize_t place = 0;
    bool native = given == 2 && is_node(a[0]) && PyDict_CheckExact(a[1]);
    Node *made = NULL;
    nodes_open(&old);
    nodes_open(&new);
    while (native && PyDict_Next(a[1], &place, &key, &value))
        native =
            is_node(key) && is_node(value) && nodes_add(&old, (Node *)key) == 0 && nodes_add(&new, (Node *)value) == 0;
    if (native) made = substituted((Node *)a[0], &old, &new);
    nodes_free(&old);
    nodes_free(&new);
    return native || PyErr_Occurred() ? (PyObject *)made : ask(ASK_substitute, a, (size_t)given);
}

PyObject *core_rebuilt(PyObject *Py_UNUSED(module), PyObject *a) {
    Scope scope;
    if (!takes("rebuilt", &a, 1, 1)) return NULL;
    scope_open(&scope, false);
    Node *made = rebuilt(&scope, (Node *)a);
    scope_close(&scope);
    return (PyObject *)made;
}
