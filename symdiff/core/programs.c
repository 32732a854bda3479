/* Right-hand sides as flat programs over numbered registers: the inputs, the constants, then what each step makes. */

#include "rules.h"
#include "tidying.h"
#include <structmember.h>

typedef struct {
    Node *head;
    uint32_t count; /* of operands, by the registers that they stand in */
    uint32_t *registers;
} Step;

struct Program {
    PyObject_HEAD PyObject *constants, *functions, *steps; /* as Python made them */
    Py_ssize_t inputs, result;
    uint32_t constant_count, step_count;
    Node **constant;
    Step *step;
};

PyTypeObject *PROGRAM;

/* What the constructor of a step makes. */
static Node *construct(Scope *s, const Step *step, Node *const *args) {
    Op op = (Op)step->head->op;
    if (op >= PLUS && op <= POWER && step->count == 2) return construct2(s, op, args[0], args[1]);
    if (op == NEG && step->count == 1) return negate(s, args[0]);
    if (op == WHERE && step->count) return where(s, args[0], args + 1, (int)step->count - 1);
    return call(s, step->head, args, step->count);
}

static Node *run_step(Scope *s, const Step *step, Node *const *registers) {
    Node *few[8], **args = step->count <= 8 ? few : malloc(step->count * sizeof *args);
    if (!args) return (Node *)PyErr_NoMemory();
    for (uint32_t k = 0; k < step->count; k++) args[k] = registers[step->registers[k]];
    Node *made = construct(s, step, args);
    if (args != few) free(args);
    return made;
}

Node *run(Scope *s, const Program *p, Node *const *inputs, uint32_t count) {
    Node *few[64], **registers = few, *made = NULL;
    size_t size = count + p->constant_count + p->step_count;
    if (count != p->inputs) {
        PyErr_Format(PyExc_ValueError, "a construction of %zd inputs, not of %u", p->inputs, count);
        return NULL;
    }
    if (size > 64 && !(registers = malloc(size * sizeof *registers))) return (Node *)PyErr_NoMemory();
    memcpy(registers, inputs, count * sizeof *registers);
    if (p->constant_count) memcpy(registers + count, p->constant, p->constant_count * sizeof *registers);
    uint32_t next = count + p->constant_count;
    bool done = true;
    for (uint32_t i = 0; done && i < p->step_count; i++)
        done = (registers[next++] = run_step(s, &p->step[i], registers)) != NULL;
    if (done) made = registers[p->result];
    if (registers != few) free(registers);
    return made;
}

/* --- made from what Python says: constants, functions, steps, result -------------------------------------------------
 */

/* A register that a step may read: one before its own. */
static int read_register(PyObject *number, uint32_t *place, size_t own_register) {
    long value = number ? PyLong_AsLong(number) : -1;
    if (value < 0 || (size_t)value >= own_register) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a step reads the registers before its own");
        return -1;
    }
    *place = (uint32_t)value;
    return 0;
}

/* (_, i, j) for two operands, (_, i, -1) for one, (_, places, -2) for more. */
static int read_step(Step *step, PyObject *function, PyObject *given, size_t own_register) {
    PyObject *first = given ? PyTuple_GetItem(given, 1) : NULL, *second = first ? PyTuple_GetItem(given, 2) : NULL;
    long kind = second ? PyLong_AsLong(second) : -1;
    if (!function || !second || PyErr_Occurred() || !(step->head = make_head(function))) return -1;
    Py_ssize_t count = kind == -2 ? PyTuple_Size(first) : kind == -1 ? 1 : 2;
    if (count < 0) return -1;
    step->count = (uint32_t)count;
    if (!(step->registers = calloc((size_t)count + 1, sizeof *step->registers))) {
        PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t k = 0; k < count; k++) {
        PyObject *place = kind == -2 ? PyTuple_GetItem(first, k) : k ? second : first;
        if (read_register(place, step->registers + k, own_register) < 0) return -1;
    }
    return 0;
}

static int read_constants(Program *p) {
    Py_ssize_t count = PyTuple_Size(p->constants);
    p->constant = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *p->constant);
    if (count < 0 || !p->constant) return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *constant = PyTuple_GetItem(p->constants, i);
        if (!constant || !is_node(constant)) return -1;
        p->constant[p->constant_count++] = hold((Node *)constant);
    }
    return 0;
}

static int read_steps(Program *p) {
    Py_ssize_t count = PyTuple_Size(p->steps);
    p->step = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *p->step);
    if (count < 0 || !p->step || PyTuple_Size(p->functions) != count) return -1;
    for (; p->step_count < (uint32_t)count;) {
        Py_ssize_t i = p->step_count++;
        size_t own_register = (size_t)p->inputs + p->constant_count + (size_t)i;
        if (read_step(&p->step[i], PyTuple_GetItem(p->functions, i), PyTuple_GetItem(p->steps, i), own_register) < 0)
            return -1;
    }
    return 0;
}

static PyObject *program_new(PyTypeObject *type, PyObject *args, PyObject *keywords) {
    static char *names[] = {"inputs", "constants", "functions", "steps", "result", NULL};
    PyObject *constants, *functions, *steps;
    Py_ssize_t inputs, result;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "nO!O!O!n", names, &inputs, &PyTuple_Type, &constants,
                                     &PyTuple_Type, &functions, &PyTuple_Type, &steps, &result))
        return NULL;
    Program *p = (Program *)PyType_GenericAlloc(type, 0);
    if (!p) return NULL;
    Py_INCREF(constants);
    Py_INCREF(functions);
    Py_INCREF(steps);
    p->constants = constants;
    p->functions = functions;
    p->steps = steps;
    p->inputs = inputs;
    p->result = result;
    if (inputs >= 0 && inputs < INT32_MAX && read_constants(p) == 0 && read_steps(p) == 0 && result >= 0 &&
        (size_t)result < (size_t)inputs + p->constant_count + p->step_count)
        return (PyObject *)p;
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "a construction is made of expressions, names and registers");
    Py_DECREF((PyObject *)p);
    return NULL;
}

static void program_dealloc(PyObject *self) {
    Program *p = (Program *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (uint32_t i = 0; i < p->constant_count; i++) release(p->constant[i]);
    for (uint32_t i = 0; i < p->step_count; i++) {
        if (p->step[i].head) release(p->step[i].head);
        free(p->step[i].registers);
    }
    free(p->constant);
    free(p->step);
    Py_XDECREF(p->constants);
    Py_XDECREF(p->functions);
    Py_XDECREF(p->steps);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *program_run(PyObject *self, PyObject *registers) {
    const Program *p = (Program *)self;
    Py_ssize_t count = PyList_Size(registers);
    if (count < 0) return NULL;
    Nodes inputs;
    Scope scope;
    Node *made = NULL;
    bool done = true;
    nodes_open(&inputs);
    scope_open(&scope, false);
    for (Py_ssize_t i = 0; done && i < count; i++) {
        PyObject *input = PyList_GetItem(registers, i);
        Node *n = input == Py_None ? ZERO : (Node *)input; /* a derivative that the right side does not hold */
        if (n != ZERO && !is_node(input)) PyErr_SetString(PyExc_TypeError, "a construction takes expressions");
        done = !PyErr_Occurred() && own(&scope, hold(n)) && nodes_add(&inputs, n) == 0;
    }
    if (done && (made = run(&scope, p, inputs.items, (uint32_t)inputs.count))) hold(made);
    scope_close(&scope);
    nodes_free(&inputs);
    return (PyObject *)made;
}

static PyMemberDef members[] = {{"inputs", T_PYSSIZET, offsetof(Program, inputs), READONLY, NULL},
                                {"constants", T_OBJECT_EX, offsetof(Program, constants), READONLY, NULL},
                                {"functions", T_OBJECT_EX, offsetof(Program, functions), READONLY, NULL},
                                {"steps", T_OBJECT_EX, offsetof(Program, steps), READONLY, NULL},
                                {"result", T_PYSSIZET, offsetof(Program, result), READONLY, NULL},
                                {NULL, 0, 0, 0, NULL}};
static PyMethodDef methods[] = {{"run", program_run, METH_O, "The expression that is built of its inputs."},
                                {NULL, NULL, 0, NULL}};
static PyType_Slot slots[] = {{Py_tp_new, program_new},
                              {Py_tp_dealloc, program_dealloc},
                              {Py_tp_members, members},
                              {Py_tp_methods, methods},
                              {0, NULL}};
static PyType_Spec spec = {"symdiff.core.Construction", sizeof(Program), 0, Py_TPFLAGS_DEFAULT, slots};

int open_programs(PyObject *module) {
    PROGRAM = (PyTypeObject *)PyType_FromSpec(&spec);
    return PROGRAM ? PyModule_AddObjectRef(module, "Construction", (PyObject *)PROGRAM) : -1;
}
