/* The Python types of the nodes: Expression, and below it Number, Symbol and Apply.
 *
 * Their methods are those of the Python classes, moved onto a base type that C made: a class that Python made
 * would have every node looked after by the collector of cycles. */

#include "core.h"
#include <structmember.h>

PyTypeObject *TYPES[KINDS];

static PyObject *get_function(PyObject *self, void *Py_UNUSED(unused)) {
    PyObject *name = ((Node *)self)->head->value;
    Py_INCREF(name);
    return name;
}

static PyObject *get_arguments(PyObject *self, void *Py_UNUSED(unused)) {
    Node *n = (Node *)self;
    if (!n->value) {
        PyObject *arguments = PyTuple_New(n->count);
        if (!arguments) return NULL;
        for (uint32_t i = 0; i < n->count; i++) {
            if (PyTuple_SetItem(arguments, i, (PyObject *)hold(n->args[i])) < 0) return NULL;
        }
        if (n->value)
            Py_DECREF(arguments); /* the collector ran, and somebody was faster */
        else
            n->value = arguments;
    }
    Py_INCREF(n->value);
    return n->value;
}

static PyObject *get_length(PyObject *self, void *Py_UNUSED(unused)) {
    return PyLong_FromUnsignedLong(((Node *)self)->length);
}
static PyObject *get_signature(PyObject *self, void *Py_UNUSED(unused)) {
    return PyLong_FromLongLong(((Node *)self)->number);
}

static PyObject *get_total(PyObject *self, void *Py_UNUSED(unused)) {
    uint8_t total = ((Node *)self)->total;
    if (total == UNSETTLED) Py_RETURN_NONE;
    return PyBool_FromLong(total);
}

static PyObject *get_name(PyObject *self, void *Py_UNUSED(unused)) {
    PyObject *name = ((Node *)self)->value;
    Py_INCREF(name);
    return name;
}

static PyObject *get_value(PyObject *self, void *unused) {
    Node *n = (Node *)self;
    return n->small ? PyLong_FromLongLong(n->number) : get_name(self, unused);
}

static PyObject *get_decimal(PyObject *self, void *Py_UNUSED(unused)) {
    return PyBool_FromLong(((Node *)self)->decimal);
}

static PyMemberDef members[] = {{"__weaklistoffset__", T_PYSSIZET, offsetof(Node, weak), READONLY, NULL},
                                {NULL, 0, 0, 0, NULL}};
static PyGetSetDef of_number[] = {
    {"value", get_value, NULL, NULL, NULL}, {"decimal", get_decimal, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
static PyGetSetDef of_symbol[] = {{"name", get_name, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}};
static PyGetSetDef of_apply[] = {
    {"function", get_function, NULL, NULL, NULL}, {"arguments", get_arguments, NULL, NULL, NULL},
    {"length", get_length, NULL, NULL, NULL},     {"signature", get_signature, NULL, NULL, NULL},
    {"total", get_total, NULL, NULL, NULL},       {NULL, NULL, NULL, NULL, NULL}};

/* Number(3), Symbol("x") and Apply("f", [x]) are what the `__new__` of the Python class says. */
static PyObject *constructors[KINDS];
static PyObject *construct(PyTypeObject *type, PyObject *args, PyObject *keywords) {
    Kind kind = type == TYPES[NUMBER] ? NUMBER : type == TYPES[SYMBOL] ? SYMBOL : APPLY;
    PyObject *own_type = PyTuple_Pack(1, type), *all = own_type ? PySequence_Concat(own_type, args) : NULL;
    PyObject *made = all ? PyObject_Call(constructors[kind], all, keywords) : NULL;
    Py_XDECREF(own_type);
    Py_XDECREF(all);
    return made;
}

static PyType_Slot number_slots[] = {{Py_tp_dealloc, node_dealloc},
                                     {Py_tp_new, construct},
                                     {Py_tp_members, members},
                                     {Py_tp_getset, of_number},
                                     {0, NULL}};
static PyType_Slot symbol_slots[] = {{Py_tp_dealloc, node_dealloc},
                                     {Py_tp_new, construct},
                                     {Py_tp_members, members},
                                     {Py_tp_getset, of_symbol},
                                     {0, NULL}};
static PyType_Slot apply_slots[] = {{Py_tp_dealloc, node_dealloc},
                                    {Py_tp_new, construct},
                                    {Py_tp_members, members},
                                    {Py_tp_getset, of_apply},
                                    {0, NULL}};
static PyType_Slot head_slots[] = {{Py_tp_dealloc, node_dealloc}, {0, NULL}};
static PyType_Slot base_slots[] = {{0, NULL}};

enum { CLOSED = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION };
static PyType_Spec base_spec = {"symdiff.expression.Expression", sizeof(PyObject), 0, CLOSED | Py_TPFLAGS_BASETYPE,
                                base_slots};
static PyType_Spec specs[KINDS] = {
    [NUMBER] = {"symdiff.expression.Number", sizeof(Node), 0, Py_TPFLAGS_DEFAULT, number_slots},
    [SYMBOL] = {"symdiff.expression.Symbol", sizeof(Node), 0, Py_TPFLAGS_DEFAULT, symbol_slots},
    [APPLY] = {"symdiff.expression.Apply", sizeof(Node), 0, Py_TPFLAGS_DEFAULT, apply_slots},
    [HEAD] = {"symdiff.core.Head", sizeof(Node), 0, CLOSED, head_slots},
};

/* What a class that Python made holds of its own, and no type takes over. */
static bool is_bookkeeping(const char *name) {
    static const char *const names[] = {"__slots__",
                                        "__dict__",
                                        "__weakref__",
                                        "__module__",
                                        "__new__",
                                        "__annotations__",
                                        "__static_attributes__",
                                        "__firstlineno__",
                                        "value",
                                        "decimal",
                                        "name",
                                        "function",
                                        "arguments",
                                        "length",
                                        "signature",
                                        "total"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}

static int copy_entry(PyObject *type, PyObject *pair) {
    PyObject *name = PyTuple_GetItem(pair, 0), *value = PyTuple_GetItem(pair, 1);
    Py_ssize_t size;
    const char *text = name && value ? PyUnicode_AsUTF8AndSize(name, &size) : NULL;
    if (!text) return -1;
    return is_bookkeeping(text) ? 0 : PyObject_SetAttr(type, name, value);
}

static int copy_class(PyObject *type, PyObject *class) {
    PyObject *dictionary = PyObject_GetAttrString(class, "__dict__"),
             *pairs = dictionary ? PyMapping_Items(dictionary) : NULL;
    int done = pairs ? 0 : -1;
    for (Py_ssize_t i = 0; done == 0 && i < PyList_Size(pairs); i++) done = copy_entry(type, PyList_GetItem(pairs, i));
    Py_XDECREF(dictionary);
    Py_XDECREF(pairs);
    return done;
}

/* The methods of a class and of those that it inherits from, the most general first. */
static int copy_methods(PyObject *type, PyObject *class) {
    PyObject *order = PyObject_GetAttrString(class, "__mro__");
    int done = order ? 0 : -1;
    for (Py_ssize_t i = order ? PyTuple_Size(order) - 2 : -1; done == 0 && i >= 0; i--)
        done = copy_class(type, PyTuple_GetItem(order, i));
    Py_XDECREF(order);
    return done;
}

static int open_kind(Kind kind, PyObject *bases, PyObject *class) {
    TYPES[kind] = (PyTypeObject *)PyType_FromSpecWithBases(&specs[kind], bases);
    if (!TYPES[kind]) return -1;
    constructors[kind] = PyObject_GetAttrString(class, "__new__");
    return constructors[kind] ? copy_class((PyObject *)TYPES[kind], class) : -1;
}

/* Args: the Python class Expression; a tuple of the classes Number, Symbol and Apply. On return TYPES[HEAD] is the
 * type of heads, and the base of the others is their Expression. */
int open_kinds(PyObject *expression, PyObject *kinds) {
    PyObject *base = PyType_FromSpec(&base_spec), *bases = base ? PyTuple_Pack(1, base) : NULL;
    int done = bases ? copy_methods(base, expression) : -1;
    for (Kind kind = NUMBER; done == 0 && kind <= APPLY; kind++)
        done = open_kind(kind, bases, PyTuple_GetItem(kinds, kind));
    if (done == 0) {
        TYPES[HEAD] = (PyTypeObject *)PyType_FromSpec(&specs[HEAD]);
        done = TYPES[HEAD] ? 0 : -1;
    }
    Py_XDECREF(bases);
    Py_XDECREF(base); /* its subtypes keep it */
    return done;
}
