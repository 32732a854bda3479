/* The constructors of tidying, and what they are made of: mirrors symdiff/tidying. */

#ifndef SYMDIFF_TIDYING_H
#define SYMDIFF_TIDYING_H

#include "core.h"

enum { MOST_FACTORS = 12, MOST_TERMS = 48, SHORT = 8, MOST_RAISED = 1000, ROOM = 64 };

typedef struct {
    int64_t above, below;
} Rational; /* reduced, below > 0, both of at most 61 bits */
typedef struct {
    int count;
    Node *at[ROOM];
} Factors;
typedef struct {
    Rational coefficient;
    Factors above, below;
} Term;

int reduced(Scope *s, Rational *r, int64_t above, int64_t below);
int added(Scope *s, Rational *r, Rational a, Rational b);
int multiplied(Scope *s, Rational *r, Rational a, Rational b);
int divided(Scope *s, Rational *r, Rational a, Rational b);
int value_of(Scope *s, const Node *n, Rational *r);                 /* 1: it has one; 0: it has none; s may be NULL */
int exact_power(Scope *s, Rational number, int64_t n, Rational *r); /* 1: exact; 0: it stays a power */
Node *integer(Scope *s, int64_t value);
Node *rational(Scope *s, Rational r);
static inline bool is_whole(Rational r) { return r.below == 1; }

Node *node1(Scope *s, Op op, Node *a);
Node *node2(Scope *s, Op op, Node *a, Node *b);
Node *nonzero(Scope *s, Node *n);
bool is_plain(const Node *comparison); /* nothing of it can be worked out */
Node *where(Scope *s, Node *value, Node *const *requirements, int count);

int put(Scope *s, Factors *list, int place, Node *n);
static inline int push(Scope *s, Factors *list, Node *n) {
    if (!n || list->count == ROOM) return put(s, list, list->count, n);
    list->at[list->count++] = n;
    return 0;
}
static inline void copy(Factors *to, const Factors *from) {
    to->count = from->count;
    for (int i = 0; i < from->count; i++) to->at[i] = from->at[i];
}
void cut(Factors *list, int place);
void factors(Node *n, Factors *found);
int split(Scope *s, Node *n, Term *term);
Node *join(Scope *s, Rational coefficient, const Factors *above, const Factors *below);
bool is_flat(const Factors *parts); /* no factor has anything to be taken out of it */
int flatten(Scope *s, Rational *coefficient, const Factors *numerator, const Factors *denominator, Factors *above,
            Factors *below, Factors *gone);
Node *where_nonzero(Scope *s, Node *value, const Factors *gone);
Node *join_flattened(Scope *s, Rational coefficient, const Factors *above, const Factors *below);
int merge(Scope *s, Factors *merged, const Factors *right);
int merge_one(Scope *s, Factors *merged, Node *factor);
int negative_powers_below(Scope *s, Factors *above, Factors *below); /* 1: some were brought below */
int compare_ranks(Scope *s, const Node *a, const Node *b, int *order);
static inline Node *base_of(Node *n) { return is(n, POWER) ? n->args[0] : n; }
static inline Node *exponent_of(Node *n) { return is(n, POWER) ? n->args[1] : ONE; }

/* The tidy constructors; those that end in _here are unable where the others ask the reference. */
Node *plus_here(Scope *s, Node *a, Node *b);
Node *minus_here(Scope *s, Node *a, Node *b);
Node *negate_here(Scope *s, Node *a);
Node *times_here(Scope *s, Node *a, Node *b);
Node *over_here(Scope *s, Node *a, Node *b);
Node *power_here(Scope *s, Node *base, Node *exponent);
Node *construct2(Scope *s, Op op, Node *a, Node *b); /* PLUS to POWER */
int64_t signature(const Node *n);
Node *negate(Scope *s, Node *a);
Node *call(Scope *s, Node *head, Node *const *args, uint32_t count);

#endif
