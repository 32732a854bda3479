/* What Python sees of the core. */

#include "rules.h"
#include "tidying.h"

/* --- arguments -----------------------------------------------------------------------------------------------------
 */

bool takes(const char *name, PyObject *const *a, Py_ssize_t given, Py_ssize_t wanted) {
    bool fits = given == wanted;
    for (Py_ssize_t i = 0; fits && i < given; i++) fits = is_node(a[i]);
    if (!fits) PyErr_Format(PyExc_TypeError, "%s takes %zd expressions", name, wanted);
    return fits;
}

/* A list of what an iterable gives, which is returned too, and owns them. */
PyObject *read_nodes(PyObject *iterable, Nodes *nodes) {
    PyObject *tuple = PySequence_Tuple(iterable);
    for (Py_ssize_t i = 0; tuple && i < PyTuple_Size(tuple); i++) {
        PyObject *n = PyTuple_GetItem(tuple, i);
        if (!is_node(n)) PyErr_Format(PyExc_TypeError, "an expression was expected, not %R", n);
        if (!is_node(n) || nodes_add(nodes, (Node *)n) < 0) Py_CLEAR(tuple);
    }
    return tuple;
}

/* --- nodes
 * ------------------------------------------------------------------------------------------------------------ */

static Node *head_named(PyObject *name) {
    if (PyUnicode_CheckExact(name)) return make_head(name);
    if (!PyUnicode_Check(name)) PyErr_SetString(PyExc_TypeError, "a function is named by a text");
    PyObject *plain = PyUnicode_Check(name) ? PyUnicode_FromObject(name) : NULL;
    Node *head = plain ? make_head(plain) : NULL;
    Py_XDECREF(plain);
    return head;
}

static PyObject *core_apply(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {
    Nodes arguments;
    if (given != 2 || !PyTuple_Check(a[1])) {
        PyErr_SetString(PyExc_TypeError, "apply takes a function and a tuple of expressions");
        return NULL;
    }
    nodes_open(&arguments);
    PyObject *tuple = read_nodes(a[1], &arguments);
    Node *head = tuple ? head_named(a[0]) : NULL,
         *n = head ? make(head, arguments.items, (uint32_t)arguments.count) : NULL;
    if (head) release(head);
    Py_XDECREF(tuple);
    nodes_free(&arguments);
    return (PyObject *)n;
}

static PyObject *core_symbol(PyObject *Py_UNUSED(module), PyObject *name) {
    if (PyUnicode_CheckExact(name)) return (PyObject *)make_symbol(name);
    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "a symbol is named by a text");
        return NULL;
    }
    PyObject *plain = PyUnicode_FromObject(name);
    Node *n = plain ? make_symbol(plain) : NULL;
    Py_XDECREF(plain);
    return (PyObject *)n;
}

/* The node of an integer of any size; NULL without an exception where it is none. */
static Node *node_of_integer(PyObject *value) {
    int beyond;
    if (!PyLong_CheckExact(value)) return NULL;
    long long small = PyLong_AsLongLongAndOverflow(value, &beyond);
    if (!beyond && small > -LARGEST && small < LARGEST) return make_small(small);
    PyObject *one = PyLong_FromLong(1);
    Node *n = one ? make_large(value, value, one, false) : NULL;
    Py_XDECREF(one);
    return n;
}

/* A value with its numerator and denominator, integers all that are whole. */
static Node *large_number(PyObject *value, bool decimal) {
    PyObject *above = PyObject_GetAttrString(value, "numerator"),
             *below = above ? PyObject_GetAttrString(value, "denominator") : NULL;
    Node *n = NULL;
    if (below && PyLong_CheckExact(above) && PyLong_CheckExact(below)) {
        int beyond;
        bool is_whole_number = PyLong_AsLongLongAndOverflow(below, &beyond) == 1 && !beyond;
        n = is_whole_number && !decimal ? node_of_integer(above)
                                        : make_large(is_whole_number ? above : value, above, below, decimal);
    } else if (below)
        PyErr_SetString(PyExc_TypeError, "a number is an integer or a fraction of integers");
    Py_XDECREF(above);
    Py_XDECREF(below);
    return n;
}

static PyObject *core_integer(PyObject *Py_UNUSED(module), PyObject *value) {
    Node *n = node_of_integer(value);
    if (n || PyErr_Occurred()) return (PyObject *)n;
    return (PyObject *)large_number(value, false);
}

/* number(value, decimal): Python has seen to it that the value may stand in a number. */
static PyObject *core_number(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {
    int decimal = given > 1 ? PyObject_IsTrue(a[1]) : 0;
    if (given < 1 || given > 2 || decimal < 0) {
        if (decimal >= 0) PyErr_SetString(PyExc_TypeError, "number takes a value, and whether it is a decimal");
        return NULL;
    }
    Node *n = decimal ? NULL : node_of_integer(a[0]);
    return (PyObject *)(n || PyErr_Occurred() ? n : large_number(a[0], decimal));
}

/* --- constructors
 * ------------------------------------------------------------------------------------------------------------- */

static PyObject *taken(Scope *s, Node *n) {
    if (n) hold(n);
    scope_close(s);
    return (PyObject *)n;
}

static PyObject *binary(const char *name, Op op, PyObject *const *a, Py_ssize_t given) {
    Scope scope;
    if (!takes(name, a, given, 2)) return NULL;
    scope_open(&scope, false);
    return taken(&scope, construct2(&scope, op, (Node *)a[0], (Node *)a[1]));
}

#define BINARY(name, op)                                                                                               \
    static PyObject *core_##name(PyObject *Py_UNUSED(module), PyObject *const *a, Py_ssize_t given) {                  \
        return binary(#name, op, a, given);                                                                            \
    }
BINARY(plus, PLUS)
BINARY(minus, MINUS)
BINARY(times, TIMES)
BINARY(over, OVER)
BINARY(power, POWER)

static PyObject *core_negate(PyObject *Py_UNUSED(module), PyObject *a) {
    Scope scope;
    if (!takes("negate", &a, 1, 1)) return NULL;
    scope_open(&scope, false);
    return taken(&scope, negate(&scope, (Node *)a));
}

static PyObject *core_signature(PyObject *Py_UNUSED(module), PyObject *a) {
    return takes("signature", &a, 1, 1) ? PyLong_FromLongLong(signature((Node *)a)) : NULL;
}

static PyObject *core_length(PyObject *Py_UNUSED(module), PyObject *a) {
    return takes("length", &a, 1, 1) ? PyLong_FromUnsignedLong(((Node *)a)->length) : NULL;
}

static PyObject *core_factors(PyObject *Py_UNUSED(module), PyObject *a) {
    Factors found;
    Nodes list;
    if (!takes("factors", &a, 1, 1)) return NULL;
    factors((Node *)a, &found);
    nodes_open(&list);
    PyObject *answer = NULL;
    int done = 0;
    for (int i = 0; done == 0 && i < found.count; i++) done = nodes_add(&list, found.at[i]);
    if (done == 0) answer = list_of(&list);
    nodes_free(&list);
    return answer;
}

static PyObject *core_value_of(PyObject *Py_UNUSED(module), PyObject *a) {
    if (!takes("value_of", &a, 1, 1)) return NULL;
    const Node *n = (Node *)a;
    if (is_small(n)) return PyLong_FromLongLong(n->number);
    if (n->kind == SYMBOL || (n->kind == APPLY && n->op != OVER && n->op != NEG)) Py_RETURN_NONE;
    Rational value;
    int known = value_of(NULL, n, &value);
    if (known == 0) Py_RETURN_NONE;
    return known > 0 && is_whole(value) ? PyLong_FromLongLong(value.above) : ask(ASK_value_of, &a, 1);
}

/* --- the module
 * ------------------------------------------------------------------------------------------------------------------ */

static PyObject *core_living(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(nothing)) {
    return PyLong_FromSize_t(living());
}

/* kinds(Expression, Number, Symbol, Apply): the types that take the place of these classes. */
static PyObject *core_kinds(PyObject *Py_UNUSED(module), PyObject *classes) {
    PyObject *expression, *number, *symbol, *application;
    if (!PyArg_ParseTuple(classes, "OOOO", &expression, &number, &symbol, &application)) return NULL;
    PyObject *kinds = PyTuple_Pack(3, number, symbol, application);
    int done = !kinds || TYPES[HEAD] ? -1 : open_kinds(expression, kinds);
    Py_XDECREF(kinds);
    if (done < 0 || open_constants() < 0) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_SystemError, "the types of the nodes are made once");
        return NULL;
    }
    PyObject *base = PyObject_GetAttrString((PyObject *)TYPES[APPLY], "__base__");
    return base ? Py_BuildValue("NOOO", base, TYPES[NUMBER], TYPES[SYMBOL], TYPES[APPLY]) : NULL;
}

/* name(function, role): the function of that name is what primitives.py calls so. */
static PyObject *core_name(PyObject *Py_UNUSED(module), PyObject *args) {
    static const struct {
        const char *role;
        Op op;
    } roles[] = {{"EXP", EXP}, {"SQRT", SQRT}, {"CBRT", CBRT}, {"ABS", ABS}, {"LEAST", LEAST}, {"GREATEST", GREATEST}};
    const char *function, *role;
    if (!PyArg_ParseTuple(args, "ss", &function, &role)) return NULL;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (!strcmp(roles[i].role, role)) {
            if (name_op(function, roles[i].op) < 0) return NULL;
            Py_RETURN_NONE;
        }
    PyErr_Format(PyExc_ValueError, "%s is nothing that the core knows", role);
    return NULL;
}

#define FAST(name) {#name, (PyCFunction)(void (*)(void))core_##name, METH_FASTCALL, NULL}
#define ONE_ARGUMENT(name) {#name, core_##name, METH_O, NULL}
static PyMethodDef methods[] = {FAST(apply),
                                ONE_ARGUMENT(symbol),
                                ONE_ARGUMENT(integer),
                                FAST(number),
                                FAST(postorder),
                                ONE_ARGUMENT(always_evaluated),
                                ONE_ARGUMENT(free_symbols),
                                ONE_ARGUMENT(holds_word),
                                ONE_ARGUMENT(tree_size),
                                FAST(substitute),
                                ONE_ARGUMENT(is_total),
                                FAST(not_implied),
                                ONE_ARGUMENT(settled),
                                ONE_ARGUMENT(rebuilt),
                                FAST(plus),
                                FAST(minus),
                                FAST(times),
                                FAST(over),
                                FAST(power),
                                ONE_ARGUMENT(negate),
                                ONE_ARGUMENT(signature),
                                ONE_ARGUMENT(length),
                                ONE_ARGUMENT(factors),
                                ONE_ARGUMENT(value_of),
                                FAST(forward),
                                FAST(backward),
                                {"living", core_living, METH_NOARGS, NULL},
                                {"kinds", core_kinds, METH_VARARGS, NULL},
                                {"name", core_name, METH_VARARGS, NULL},
                                {"twin", twin, METH_O, NULL},
                                {NULL, NULL, 0, NULL}};

static int limits(PyObject *module) {
    static const struct {
        const char *name;
        long value;
    } known[] = {
        {"MOST_FACTORS", MOST_FACTORS}, {"MOST_TERMS", MOST_TERMS}, {"SHORT", SHORT}, {"MOST_RAISED", MOST_RAISED}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (PyModule_AddIntConstant(module, known[i].name, known[i].value) < 0) return -1;
    return 0;
}

/* Its state is that of the process: a second interpreter gets none, and takes the reference. */
static int core_exec(PyObject *module) {
    static bool loaded;
    if (loaded) {
        PyErr_SetString(PyExc_ImportError, "the compiled core of symdiff serves one interpreter of a process");
        return -1;
    }
    loaded = true;
    return open_table() < 0 || open_programs(module) < 0 || open_cases(module) < 0 ? -1 : limits(module);
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, core_exec}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                                        "symdiff.core._core",
                                        "The compiled twin of the nodes and the hot loops.",
                                        0,
                                        methods,
                                        module_slots,
                                        NULL,
                                        NULL,
                                        NULL};

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&definition); }
