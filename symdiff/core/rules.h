/* Rules, and the sweeps that apply them: mirrors symdiff/rulebook and symdiff/calculus. */

#ifndef SYMDIFF_RULES_H
#define SYMDIFF_RULES_H

#include "core.h"

typedef struct Program Program; /* a right-hand side: a Python object */
extern PyTypeObject *PROGRAM;
int open_programs(PyObject *module);
Node *run(Scope *s, const Program *p, Node *const *inputs, uint32_t count);

/* A rule that may be for the nodes of a case. */
typedef struct {
    bool direct, exchanged;
    Node *pattern; /* the left side, and its letters */
    Node *letters[MOST_OPERANDS];
    uint32_t letter_count;
    Node *varying;                /* the one letter whose derivative stands on the right; NULL where there are more */
    Program *program, *condition; /* the condition may be missing */
    Program **domains;
    bool *own; /* for each whether it is the domain itself, not the inside of its border */
    uint32_t domain_count;
} Candidate;

typedef struct {
    Node *head;
    uint32_t count;
    uint64_t mask;
    Candidate *candidates;
    uint32_t candidate_count; /* none where the reference has to choose */
} Case;

extern PyTypeObject *CASES; /* the cases that were met of a rulebook, which holds them */
int open_cases(PyObject *module);
PyObject *cases_of(PyObject *rules); /* a new reference */
Node *slope_of_variable(PyObject *cases);
Case *case_of(PyObject *cases, PyObject *rules, Node *head, uint32_t count, uint64_t mask);

typedef struct {
    const Candidate *candidate;
    Node *bindings[MOST_OPERANDS];   /* what the letters stand for, in their order */
    Node *inputs[2 * MOST_OPERANDS]; /* what the program takes, before the derivatives of the same */
    uint32_t count;                  /* of inputs */
} Choice;
bool choose(const Case *c, Node *const *args, Choice *choice);

typedef struct {
    Node *condition, *source;
    bool is_domain, is_inside;
} Demand;

/* What both sweeps need. */
typedef struct {
    Scope scope;
    Order order;
    PyObject *rules, *cases;
    Node **found; /* for each place what has been found: its slope, or its adjoint */
    Demand *demands;
    size_t demand_count, demand_room;
} Sweep;

int sweep_open(Sweep *w, Node *body, PyObject *rules);
void sweep_close(Sweep *w);
int sweep_put(Sweep *w, size_t place, size_t mark, Node *n); /* found there; what else was made since the mark goes */
int sweep_choose(Sweep *w, size_t place, Node *const *args, uint32_t count, uint64_t mask, Choice *choice);
int sweep_demand(Sweep *w, const Choice *choice, Node *source);
int64_t sweep_place(const Sweep *w, size_t place, const Node *n); /* of an operand, or an operand's operand */
uint32_t sweep_operands(const Sweep *w, size_t place, Node **args, const uint32_t **places);
PyObject *sweep_needs(Sweep *w,
                      Node *source); /* a list of Demand: what tidying met; a need without a source is its own */
PyObject *sweep_demands(Sweep *w);   /* what the rules demand */

#endif
