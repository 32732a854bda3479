/* The rule for a node: what may be for its case, and which of these is. */

#include "rules.h"

enum { MOST_CASES = 4096, FIRST_SIZE = 64 };

/* The cases of a rulebook that were met, in a table by function, number of arguments, and which of these vary. */
typedef struct {
    PyObject_HEAD Node *slope_of_variable;
    Case **slots;
    size_t mask, used;
} Cases;

PyTypeObject *CASES;

/* --- what Python says of a case --------------------------------------------------------------------------------- */

static int read_program(PyObject *given, Program **program) {
    if (!given || (given != Py_None && Py_TYPE(given) != PROGRAM)) {
        PyErr_SetString(PyExc_TypeError, "a rule is made of constructions");
        return -1;
    }
    if (given == Py_None) return 0;
    Py_INCREF(given);
    *program = (Program *)given;
    return 0;
}

static int read_domains(PyObject *given, Candidate *c) {
    Py_ssize_t count = PyTuple_Size(given);
    c->domains = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *c->domains);
    c->own = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *c->own);
    if (count < 0 || !c->domains || !c->own) return -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *pair = PyTuple_GetItem(given, i), *program = pair ? PyTuple_GetItem(pair, 0) : NULL,
                 *is_own = program ? PyTuple_GetItem(pair, 1) : NULL;
        if (!is_own) return -1;
        c->own[i] = is_own == Py_True;
        if (read_program(program, &c->domains[c->domain_count++]) < 0) return -1;
    }
    return 0;
}

static int read_letters(PyObject *given, Candidate *c) {
    Py_ssize_t count = PyTuple_Size(given);
    for (Py_ssize_t i = 0; i < count && i < MOST_OPERANDS; i++) {
        PyObject *letter = PyTuple_GetItem(given, i);
        if (!letter || !is_node(letter)) return -1;
        c->letters[c->letter_count++] = hold((Node *)letter);
    }
    return count == (Py_ssize_t)c->letter_count ? 0 : -1;
}

/* (direct, exchanged, pattern, letters, the one that varies or None, construction, condition or None, domains: each
 * with whether it is the function's own) */
static int read_candidate(PyObject *given, Candidate *c) {
    int direct, exchanged;
    PyObject *pattern, *letters, *varying, *program, *condition, *domains;
    if (!PyArg_ParseTuple(given, "ppOO!OOOO!", &direct, &exchanged, &pattern, &PyTuple_Type, &letters, &varying,
                          &program, &condition, &PyTuple_Type, &domains))
        return -1;
    if (!is_node(pattern) || (varying != Py_None && !is_node(varying))) return -1;
    c->direct = direct;
    c->exchanged = exchanged;
    c->pattern = hold((Node *)pattern);
    if (varying != Py_None) c->varying = hold((Node *)varying);
    return read_letters(letters, c) < 0 || read_program(program, &c->program) < 0 ||
                   read_program(condition, &c->condition) < 0
               ? -1
               : read_domains(domains, c);
}

static void candidate_free(Candidate *c) {
    if (c->pattern) release(c->pattern);
    if (c->varying) release(c->varying);
    for (uint32_t i = 0; i < c->letter_count; i++) release(c->letters[i]);
    Py_XDECREF((PyObject *)c->program);
    Py_XDECREF((PyObject *)c->condition);
    for (uint32_t i = 0; i < c->domain_count; i++) Py_XDECREF((PyObject *)c->domains[i]);
    free(c->domains);
    free(c->own);
}

static void case_free(Case *c) {
    for (uint32_t i = 0; i < c->candidate_count; i++) candidate_free(&c->candidates[i]);
    free(c->candidates);
    release(c->head);
    free(c);
}

static int read_case(PyObject *given, Case *c) {
    if (given == Py_None) return 0;
    Py_ssize_t count = PyList_Size(given);
    c->candidates = calloc((size_t)(count < 0 ? 0 : count) + 1, sizeof *c->candidates);
    if (count < 0 || !c->candidates) return -1;
    for (Py_ssize_t i = 0; i < count; i++)
        if (read_candidate(PyList_GetItem(given, i), &c->candidates[c->candidate_count++]) < 0) return -1;
    return 0;
}

static Case *case_new(PyObject *rules, Node *head, uint32_t count, uint64_t mask) {
    PyObject *arguments[4] = {rules, head->value, PyLong_FromUnsignedLong(count), PyLong_FromUnsignedLongLong(mask)};
    PyObject *given = arguments[2] && arguments[3] ? ask(ASK_candidates, arguments, 4) : NULL;
    Case *c = given ? calloc(1, sizeof *c) : NULL;
    if (c) {
        *c = (Case){.head = hold(head), .count = count, .mask = mask};
        if (read_case(given, c) < 0) {
            case_free(c);
            c = NULL;
        }
    }
    Py_XDECREF(arguments[2]);
    Py_XDECREF(arguments[3]);
    Py_XDECREF(given);
    if (!c && !PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "what is said of a case is not understood");
    return c;
}

/* --- the table -----------------------------------------------------------------------------------------------------
 */

static size_t slot_of(const Cases *t, const Node *head, uint32_t count, uint64_t mask) {
    uint64_t h = ((uint64_t)(uintptr_t)head >> 4) * 31 + count;
    h = (h ^ mask) * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(h >> 32) & t->mask;
    for (Case *c; (c = t->slots[i]); i = (i + 1) & t->mask)
        if (c->head == head && c->count == count && c->mask == mask) break;
    return i;
}

static int grow(Cases *t) {
    Case **old = t->slots;
    size_t size = t->mask + 1;
    if (!(t->slots = calloc(2 * size, sizeof *t->slots))) {
        t->slots = old;
        PyErr_NoMemory();
        return -1;
    }
    t->mask = 2 * size - 1;
    for (size_t i = 0; i < size; i++)
        if (old[i]) t->slots[slot_of(t, old[i]->head, old[i]->count, old[i]->mask)] = old[i];
    free(old);
    return 0;
}

Case *case_of(PyObject *cases, PyObject *rules, Node *head, uint32_t count, uint64_t mask) {
    Cases *t = (Cases *)cases;
    Case *known = t->slots[slot_of(t, head, count, mask)];
    if (known) return known;
    Case *made = case_new(rules, head, count, mask);
    if (!made || (t->used * 2 > t->mask && grow(t) < 0)) {
        if (made) case_free(made);
        return NULL;
    }
    size_t i = slot_of(t, head, count, mask);
    if (t->slots[i])
        case_free(made); /* another thread, or the reading of the rules, was faster */
    else {
        t->slots[i] = made;
        t->used++;
    }
    return t->slots[i];
}

Node *slope_of_variable(PyObject *cases) { return ((Cases *)cases)->slope_of_variable; }

static PyObject *cases_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(keywords)) {
    PyObject *slope;
    if (!PyArg_ParseTuple(args, "O", &slope)) return NULL;
    if (!is_node(slope)) {
        PyErr_SetString(PyExc_TypeError, "the derivative of the variable is an expression");
        return NULL;
    }
    Cases *t = (Cases *)PyType_GenericAlloc(type, 0);
    if (!t) return NULL;
    t->slope_of_variable = hold((Node *)slope);
    t->mask = FIRST_SIZE - 1;
    t->slots = calloc(FIRST_SIZE, sizeof *t->slots);
    if (t->slots) return (PyObject *)t;
    Py_DECREF((PyObject *)t);
    return PyErr_NoMemory();
}

static void cases_dealloc(PyObject *self) {
    Cases *t = (Cases *)self;
    PyTypeObject *type = Py_TYPE(self);
    for (size_t i = 0; t->slots && i <= t->mask; i++)
        if (t->slots[i]) case_free(t->slots[i]);
    free(t->slots);
    release(t->slope_of_variable);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* Those of a rulebook; too many are exchanged for none, and live on where they are in use. */
PyObject *cases_of(PyObject *rules) {
    PyObject *cases = PyObject_GetAttrString(rules, "cases");
    if (cases && Py_TYPE(cases) != CASES) {
        Py_DECREF(cases);
        PyErr_SetString(PyExc_TypeError, "a rulebook holds its cases");
        return NULL;
    }
    if (!cases || ((Cases *)cases)->used < MOST_CASES) return cases;
    PyObject *fresh = PyObject_CallFunctionObjArgs((PyObject *)CASES, (PyObject *)slope_of_variable(cases), NULL);
    Py_DECREF(cases);
    if (fresh && PyObject_SetAttrString(rules, "cases", fresh) < 0) Py_CLEAR(fresh);
    return fresh;
}

static PyType_Slot slots[] = {{Py_tp_new, cases_new}, {Py_tp_dealloc, cases_dealloc}, {0, NULL}};
static PyType_Spec spec = {"symdiff.core.Cases", sizeof(Cases), 0, Py_TPFLAGS_DEFAULT, slots};

int open_cases(PyObject *module) {
    CASES = (PyTypeObject *)PyType_FromSpec(&spec);
    return CASES ? PyModule_AddObjectRef(module, "Cases", (PyObject *)CASES) : -1;
}

/* --- the choice
 * ------------------------------------------------------------------------------------------------------- */

static bool bind_letter(const Candidate *c, const Node *letter, Node *n, Node **bindings) {
    for (uint32_t i = 0; i < c->letter_count; i++) {
        if (c->letters[i] != letter) continue;
        if (!bindings[i]) bindings[i] = n;
        return bindings[i] == n;
    }
    return false;
}

/* Whether the left side is the application: what its letters stand for is in the bindings then. */
static bool matches(const Candidate *c, Node *const *args, Node **bindings) {
    const Node *lefts[2 * MOST_OPERANDS];
    Node *rights[2 * MOST_OPERANDS];
    uint32_t waiting = c->pattern->count;
    for (uint32_t i = 0; i < c->letter_count; i++) bindings[i] = NULL;
    for (uint32_t i = 0; i < waiting; i++) {
        lefts[i] = c->pattern->args[i];
        rights[i] = args[i];
    }
    while (waiting) {
        const Node *left = lefts[--waiting];
        Node *right = rights[waiting];
        if (left->kind == SYMBOL && !is_constant(left)) {
            if (!bind_letter(c, left, right, bindings)) return false;
        } else if (left->kind != APPLY) {
            if (left != right) return false;
        } else {
            if (right->kind != APPLY || left->head != right->head || left->count != right->count ||
                waiting + left->count > 2 * MOST_OPERANDS)
                return false;
            for (uint32_t i = 0; i < left->count; i++) {
                lefts[waiting] = left->args[i];
                rights[waiting++] = right->args[i];
            }
        }
    }
    return true;
}

bool choose(const Case *c, Node *const *args, Choice *choice) {
    for (uint32_t i = 0; i < c->candidate_count; i++) {
        const Candidate *candidate = choice->candidate = &c->candidates[i];
        choice->count = candidate->letter_count;
        if (!candidate->direct) {
            if (!matches(candidate, args, choice->bindings)) continue;
            memcpy(choice->inputs, choice->bindings, choice->count * sizeof *args);
            return true;
        }
        for (uint32_t k = 0; k < c->count; k++) {
            choice->bindings[k] = args[candidate->exchanged ? c->count - 1 - k : k];
            choice->inputs[k] = args[k];
        }
        return true;
    }
    return false;
}
