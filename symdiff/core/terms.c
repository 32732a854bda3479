/* Tidy terms, taken apart and put together: a sign, at most one fraction, then factors by rank. */

#include "tidying.h"

/* --- lists of factors ------------------------------------------------------------------------------------------ */

int put(Scope *s, Factors *list, int place, Node *n) {
    if (!n) return -1;
    if (list->count == ROOM) {
        s->unable = true;
        return -1;
    }
    memmove(list->at + place + 1, list->at + place, (size_t)(list->count - place) * sizeof *list->at);
    list->at[place] = n;
    list->count++;
    return 0;
}

void cut(Factors *list, int place) {
    list->count--;
    memmove(list->at + place, list->at + place + 1, (size_t)(list->count - place) * sizeof *list->at);
}

void factors(Node *n, Factors *found) {
    found->count = is(n, TIMES) && n->length <= MOST_FACTORS ? (int)n->length : 1;
    for (int i = found->count - 1; i; i--) {
        found->at[i] = n->args[1];
        n = n->args[0];
    }
    found->at[0] = n;
}

/* --- taking a term apart, and putting it together ----------------------------------------------------------------- */

/* The number that a list of factors begins with goes over into the coefficient. */
static int take_number(Scope *s, Factors *list, Rational *coefficient, bool below) {
    Node *first = list->at[0];
    if (first->kind != NUMBER) return 0;
    if (!first->small) {
        s->unable = true;
        return -1;
    }
    if (below && !first->number) return 0;
    cut(list, 0);
    Rational number = {first->number, 1};
    return below ? divided(s, coefficient, *coefficient, number) : multiplied(s, coefficient, *coefficient, number);
}

int split(Scope *s, Node *n, Term *term) {
    term->coefficient = (Rational){1, 1};
    term->below.count = 0;
    if (is(n, NEG)) {
        term->coefficient.above = -1;
        n = n->args[0];
    }
    if (is(n, OVER) && n->args[1] != ZERO) {
        factors(n->args[1], &term->below);
        if (take_number(s, &term->below, &term->coefficient, true) < 0) return -1;
        n = n->args[0];
    }
    factors(n, &term->above);
    return take_number(s, &term->above, &term->coefficient, false);
}

static Node *product_of(Scope *s, const Factors *parts, Node *coefficient) {
    int i = 0;
    Node *n = coefficient == ONE && parts->count ? parts->at[i++] : coefficient;
    for (; n && i < parts->count; i++) n = node2(s, TIMES, n, parts->at[i]);
    return n;
}

static bool can_be_split(const Node *n) {
    switch (n->kind == APPLY ? n->op : OTHER) {
    case TIMES: return n->length <= MOST_FACTORS;
    case OVER: return n->args[1] != ZERO;
    case NEG: return true;
    default: return n->kind == NUMBER;
    }
}

bool is_flat(const Factors *parts) {
    for (int i = 0; i < parts->count; i++)
        if (can_be_split(parts->at[i])) return false;
    return true;
}

static Node *vanishing(Scope *s, const Factors *above, const Factors *below) {
    Node *asked[3 * ROOM];
    int count = 0;
    for (int i = 0; i < above->count; i++) asked[count++] = above->at[i];
    for (int i = 0; i < below->count; i++) asked[count++] = below->at[i];
    for (int i = 0; i < below->count; i++)
        if (!(asked[count++] = nonzero(s, below->at[i]))) return NULL;
    return where(s, ZERO, asked, count);
}

/* The parts of a factor that is a term itself, above the line. */
static int flatten_above(Scope *s, Node *part, Rational *coefficient, Factors *above, Factors *below) {
    Term term;
    if (split(s, part, &term) < 0 || multiplied(s, coefficient, *coefficient, term.coefficient) < 0) return -1;
    return merge(s, above, &term.above) < 0 ? -1 : merge(s, below, &term.below);
}

/* The same below it; what went above must not be 0. */
static int flatten_below(Scope *s, Node *part, Rational *coefficient, Factors *above, Factors *below, Factors *gone) {
    Term term;
    if (split(s, part, &term) < 0) return -1;
    if (!term.coefficient.above) { /* nothing is defined there */
        Node *nowhere = node2(s, OVER, ONE, ZERO);
        if (!nowhere || merge_one(s, above, nowhere) < 0) return -1;
        term.coefficient = (Rational){1, 1};
    }
    if (divided(s, coefficient, *coefficient, term.coefficient) < 0) return -1;
    if (merge(s, above, &term.below) < 0 || merge(s, below, &term.above) < 0) return -1;
    for (int i = 0; i < term.below.count; i++)
        if (push(s, gone, term.below.at[i]) < 0) return -1;
    return 0;
}

int flatten(Scope *s, Rational *coefficient, const Factors *numerator, const Factors *denominator, Factors *above,
            Factors *below, Factors *gone) {
    above->count = below->count = gone->count = 0;
    for (int i = 0; i < numerator->count; i++)
        if (flatten_above(s, numerator->at[i], coefficient, above, below) < 0) return -1;
    for (int i = 0; i < denominator->count; i++)
        if (flatten_below(s, denominator->at[i], coefficient, above, below, gone) < 0) return -1;
    return 0;
}

Node *where_nonzero(Scope *s, Node *value, const Factors *gone) {
    Factors asked;
    asked.count = 0;
    for (int i = 0; value && i < gone->count; i++)
        if (push(s, &asked, nonzero(s, gone->at[i])) < 0) return NULL;
    return value && asked.count ? where(s, value, asked.at, asked.count) : value;
}

Node *join_flattened(Scope *s, Rational coefficient, const Factors *numerator, const Factors *denominator) {
    Factors above, below, gone;
    if (!enter()) return NULL;
    Node *value = NULL;
    if (flatten(s, &coefficient, numerator, denominator, &above, &below, &gone) == 0)
        value = where_nonzero(s, join(s, coefficient, &above, &below), &gone);
    leave();
    return value;
}

static Node *quotient_of(Scope *s, Rational coefficient, Node *size, Node *under, const Factors *numerator,
                         const Factors *denominator) {
    Factors above, below;
    copy(&above, numerator);
    copy(&below, denominator);
    int moved = negative_powers_below(s, &above, &below);
    if (moved < 0) return NULL;
    if (moved && !is_flat(&below)) return join_flattened(s, coefficient, &above, &below);
    Node *top = product_of(s, &above, size), *bottom = top ? product_of(s, &below, under) : NULL,
         *quotient = bottom ? node2(s, OVER, top, bottom) : NULL;
    return quotient && coefficient.above < 0 ? node1(s, NEG, quotient) : quotient;
}

Node *join(Scope *s, Rational coefficient, const Factors *above, const Factors *below) {
    if (!coefficient.above) return vanishing(s, above, below);
    bool positive = coefficient.above > 0;
    Node *size = integer(s, positive ? coefficient.above : -coefficient.above),
         *under = size ? integer(s, coefficient.below) : NULL;
    if (!under) return NULL;
    if (below->count || !is_whole(coefficient)) return quotient_of(s, coefficient, size, under, above, below);
    Node *product = product_of(s, above, size);
    return positive || !product ? product : negate_here(s, product);
}

static bool is_negative_power(Scope *s, const Node *factor, Rational *exponent, int *known) {
    *known = is(factor, POWER) ? value_of(s, factor->args[1], exponent) : 0;
    return *known > 0 && exponent->above < 0 && factor->args[0] != ZERO;
}

int negative_powers_below(Scope *s, Factors *above, Factors *below) {
    Factors parts;
    Rational exponent;
    int kept = 0, known, moved = 0;
    for (int i = 0; i < above->count; i++) {
        if (!is_negative_power(s, above->at[i], &exponent, &known)) {
            if (known < 0) return -1;
            above->at[kept++] = above->at[i];
            continue;
        }
        exponent.above = -exponent.above;
        Node *opposite = rational(s, exponent),
             *factor = opposite ? power_here(s, above->at[i]->args[0], opposite) : NULL;
        if (!factor) return -1;
        factors(factor, &parts);
        if (merge(s, below, &parts) < 0) return -1;
        moved = 1;
    }
    above->count = kept;
    return moved;
}

/* --- the order of factors -------------------------------------------------------------------------------------------
 */

/* Where a factor stands: constants, letters and their powers by name, sums, exponentials, functions. */
typedef struct {
    int class;
    PyObject *name;
} Rank;

static int rank_of(Scope *s, const Node *n, Rank *rank) {
    static PyObject *last_letter; /* of letters to powers that are no numbers: after all letters of the alphabet */
    if (!last_letter && !(last_letter = PyUnicode_InternFromString("~"))) return -1;
    Rational exponent;
    *rank = (Rank){0, NULL};
    if (is(n, POWER)) {
        int known = value_of(s, n->args[1], &exponent);
        if (known < 0) return -1;
        n = n->args[0];
        if (!known) {
            *rank = n->kind == SYMBOL && n != E ? (Rank){1, last_letter} : (Rank){3, NULL};
            return 0;
        }
    }
    if (n->kind == SYMBOL && !is_constant(n)) *rank = (Rank){1, n->value};
    if (n->kind == APPLY) rank->class = n->op >= PLUS && n->op <= OVER ? 2 : n->op == EXP ? 3 : 4;
    return 0;
}

int compare_ranks(Scope *s, const Node *a, const Node *b, int *order) {
    Rank left, right;
    if (rank_of(s, a, &left) < 0 || rank_of(s, b, &right) < 0) return -1;
    if (left.class != right.class)
        *order = left.class < right.class ? -1 : 1;
    else
        *order = left.name == right.name ? 0 : PyUnicode_Compare(left.name, right.name);
    return 0;
}

static int insert(Scope *s, Factors *list, Node *factor) {
    int place = list->count, order;
    for (; place; place--) {
        if (compare_ranks(s, list->at[place - 1], factor, &order) < 0) return -1;
        if (order <= 0) break;
    }
    return put(s, list, place, factor);
}

/* --- like factors
 * ------------------------------------------------------------------------------------------------------ */

/* base^first * base^second as one power; *together is NULL where that would change the domain. */
static int like_powers(Scope *s, Node *base, Node *first, Node *second, Node **together) {
    Rational m, n, total;
    int known = value_of(s, first, &m), known_too = value_of(s, second, &n);
    *together = NULL;
    if (base->kind == NUMBER && (first == ONE || second == ONE)) return 0; /* it belongs to the coefficient */
    if (known < 0 || known_too < 0) return -1;
    if (!known || !known_too) {
        if (base->kind == NUMBER && !base->small) s->unable = true;
        if (s->unable) return -1;
        if (base != E && !(base->kind == NUMBER && base->number > 0)) return 0;
        Node *exponent = plus_here(s, first, second);
        *together = exponent ? power_here(s, base, exponent) : NULL;
        return *together ? 0 : -1;
    }
    if (added(s, &total, m, n) < 0) return -1;
    bool whole_numbers = is_whole(m) && is_whole(n);
    if ((m.above > 0) != (n.above > 0) || (is_whole(total) && !whole_numbers)) return 0;
    Node *exponent = rational(s, total);
    *together = exponent ? power_here(s, base, exponent) : NULL;
    return *together ? 0 : -1;
}

/* A like factor at a place has become another. */
static int replace(Scope *s, Factors *merged, int place, Node *together, const Node *base) {
    int order;
    if (base_of(together) != base) { /* abs(x)*abs(x) is x^2, and may meet an x */
        cut(merged, place);
        return merge_one(s, merged, together);
    }
    if (compare_ranks(s, together, merged->at[place], &order) < 0) return -1;
    if (order == 0) {
        merged->at[place] = together;
        return 0;
    }
    cut(merged, place);
    return insert(s, merged, together);
}

int merge_one(Scope *s, Factors *merged, Node *factor) {
    Node *base = base_of(factor), *together;
    int done = 1;
    if (!enter()) return -1;
    for (int place = 0; done == 1 && place < merged->count; place++) {
        if (base_of(merged->at[place]) != base) continue;
        if (like_powers(s, base, exponent_of(merged->at[place]), exponent_of(factor), &together) < 0)
            done = -1;
        else if (together)
            done = replace(s, merged, place, together, base);
    }
    leave();
    return done == 1 ? insert(s, merged, factor) : done;
}

int merge(Scope *s, Factors *merged, const Factors *right) {
    for (int i = 0; i < right->count; i++)
        if (merge_one(s, merged, right->at[i]) < 0) return -1;
    return 0;
}
