/* Who owns what while C computes, and what C asks of Python. */

#include "core.h"

/* --- lists of nodes ---------------------------------------------------------------------------------------- */

void nodes_open(Nodes *list) {
    list->items = list->few;
    list->count = 0;
    list->room = sizeof list->few / sizeof *list->few;
}

void nodes_free(Nodes *list) {
    if (list->items != list->few) free(list->items);
    nodes_open(list);
}

int nodes_grow(Nodes *list) {
    bool is_small_still = list->items == list->few;
    Node **larger = realloc(is_small_still ? NULL : list->items, 2 * list->room * sizeof *larger);
    if (!larger) {
        PyErr_NoMemory();
        return -1;
    }
    if (is_small_still) memcpy(larger, list->few, list->count * sizeof *larger);
    list->items = larger;
    list->room *= 2;
    return 0;
}

/* --- scopes -------------------------------------------------------------------------------------------------- */

void scope_open(Scope *s, bool gathering) {
    nodes_open(&s->owned);
    nodes_open(&s->needs);
    s->gathering = gathering;
    s->unable = false;
    s->spent = 0;
}

void scope_back(Scope *s, size_t mark) {
    while (s->owned.count > mark) release(s->owned.items[--s->owned.count]);
}

void scope_close(Scope *s) {
    scope_back(s, 0);
    while (s->needs.count) release(s->needs.items[--s->needs.count]);
    nodes_free(&s->owned);
    nodes_free(&s->needs);
}

Node *own(Scope *s, Node *n) {
    if (n && nodes_add(&s->owned, n) < 0) {
        release(n);
        return NULL;
    }
    return n;
}

Node *scope_keep(Scope *s, size_t mark, Node *n) {
    if (!n) return NULL;
    hold(n);
    scope_back(s, mark);
    return own(s, n);
}

/* Counted for the thread, not the scope: the reference that is asked comes here again, in a scope of its own. */
enum { DEEPEST = 400 };
#ifdef _MSC_VER
static __declspec(thread) int depth;
#else
static _Thread_local int depth;
#endif

bool enter(void) {
    if (depth < DEEPEST) {
        depth++;
        return true;
    }
    PyErr_SetString(PyExc_RecursionError, "powers of powers are nested too deep");
    return false;
}

void leave(void) { depth--; }

/* --- asking ---------------------------------------------------------------------------------------------------- */

#define OF(name) #name,
static const char *const names[ASKS] = {ASKED(OF)};
#undef OF
static PyObject *references[ASKS];

PyObject *reference(Ask what) {
    if (!references[what]) PyErr_Format(PyExc_SystemError, "the compiled core was never told of %s", names[what]);
    return references[what];
}

PyObject *ask(Ask what, PyObject *const *arguments, size_t count) {
    PyObject *function = reference(what), *all = function ? PyTuple_New((Py_ssize_t)count) : NULL;
    if (!all) return NULL;
    for (size_t i = 0; i < count; i++) {
        Py_INCREF(arguments[i]);
        if (PyTuple_SetItem(all, (Py_ssize_t)i, arguments[i]) < 0) {
            Py_DECREF(all);
            return NULL;
        }
    }
    PyObject *answer = PyObject_Call(function, all, NULL);
    Py_DECREF(all);
    return answer;
}

/* What an answer of `gathered` holds: a value, and the requirements that were met on the way to it. */
static PyObject *without_needs(Scope *s, PyObject *pair) {
    PyObject *value = pair ? PyTuple_GetItem(pair, 0) : NULL, *needs = value ? PyTuple_GetItem(pair, 1) : NULL;
    Py_ssize_t count = needs ? PyList_Size(needs) : -1;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *need = PyList_GetItem(needs, i);
        if (!need || nodes_add(&s->needs, (Node *)need) < 0) {
            count = -1;
            break;
        }
        Py_INCREF(need);
    }
    if (count >= 0) Py_INCREF(value);
    Py_XDECREF(pair);
    return count >= 0 ? value : NULL;
}

static PyObject *ask_gathering(Scope *s, Ask what, Node *const *operands, size_t count) {
    PyObject **all = malloc((count + 1) * sizeof *all), *answer = NULL;
    if (!all) return PyErr_NoMemory();
    memcpy(all + 1, operands, count * sizeof *all);
    if ((all[0] = reference(what))) answer = without_needs(s, ask(ASK_gathered, all, count + 1));
    free(all);
    return answer;
}

Node *ask_node(Scope *s, Ask what, Node *const *operands, size_t count) {
    s->unable = false;
    PyObject *answer =
        s->gathering ? ask_gathering(s, what, operands, count) : ask(what, (PyObject *const *)operands, count);
    if (answer && !is_node(answer)) {
        Py_DECREF(answer);
        PyErr_Format(PyExc_TypeError, "%s has to give an expression", names[what]);
        return NULL;
    }
    return own(s, (Node *)answer);
}

int spend_at_once(int64_t amount) {
    PyObject *number = PyLong_FromLongLong(amount), *answer = number ? ask(ASK_spend, &number, 1) : NULL;
    Py_XDECREF(number);
    Py_XDECREF(answer);
    return answer ? 0 : -1;
}

int spend(Scope *s, int64_t amount) {
    if (!s->gathering) return spend_at_once(amount);
    s->spent += amount;
    return 0;
}

int interrupted(void) { return PyErr_CheckSignals(); }

static int ask_named(PyObject *text) {
    Py_ssize_t size;
    const char *name = text ? PyUnicode_AsUTF8AndSize(text, &size) : NULL;
    if (!name) return -1;
    if (*name == '_') name++;
    for (int what = 0; what < ASKS; what++)
        if (!strcmp(name, names[what])) return what;
    return ASKS;
}

/* Keep a Python function as the reference of its name; give the twin of that name where there is one, else it. */
PyObject *twin(PyObject *module, PyObject *function) {
    PyObject *name = PyObject_GetAttrString(function, "__name__");
    int what = ask_named(name);
    if (what < 0) {
        Py_XDECREF(name);
        return NULL;
    }
    if (what < ASKS) {
        Py_INCREF(function);
        Py_XDECREF(references[what]);
        references[what] = function;
    }
    Py_ssize_t size;
    const char *text = PyUnicode_AsUTF8AndSize(name, &size);
    PyObject *found = PyObject_GetAttrString(module, *text == '_' ? text + 1 : text);
    Py_DECREF(name);
    if (found) return found;
    PyErr_Clear();
    if (what < ASKS) {
        Py_INCREF(function);
        return function;
    }
    PyErr_Format(PyExc_SystemError, "the compiled core has no twin of %s", text);
    return NULL;
}
