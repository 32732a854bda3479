/* Tidy products and quotients: like factors together and cancelled, one fraction. */

#include "tidying.h"

static bool is_factor(const Node *n) {
    return n->kind == SYMBOL || (n->kind == APPLY && n->op != TIMES && n->op != OVER);
}
static bool is_product(const Node *n) { return n->kind == SYMBOL || (n->kind == APPLY && n->op != OVER); }
static bool is_long(const Node *n) { return is(n, TIMES) && n->length > MOST_FACTORS; }

/* --- products --------------------------------------------------------------------------------------------------- */

/* Whether the factor comes after the last one by rank, or (unless strictly) beside it. */
static int comes_after(Scope *s, const Node *last, const Node *factor, bool strictly) {
    int order;
    if (compare_ranks(s, last, factor, &order) < 0) return -1;
    return strictly ? order < 0 : order <= 0;
}

/* Whether the factor can be appended as it is: no like factor is there, and it comes last by rank. */
static int fits_after(Scope *s, Node *product, Node *factor, bool strictly) {
    Node *base = base_of(factor), *walk = product;
    int count = 0, after = 1;
    for (; is(walk, TIMES); walk = walk->args[0]) {
        Node *last = walk->args[1];
        if (count == 0 && (after = comes_after(s, last, factor, strictly)) <= 0) return after;
        if (last == base || (is(last, POWER) && last->args[0] == base)) return 0;
        if (++count > MOST_FACTORS) return 1;
    }
    if (walk == base || (is(walk, POWER) && walk->args[0] == base)) return 0;
    return count ? 1 : comes_after(s, walk, factor, strictly);
}

static Node *product_of_numbers(Scope *s, const Node *a, const Node *b) {
    Rational product, left = {a->number, 1}, right = {b->number, 1};
    if (!a->small || !b->small || multiplied(s, &product, left, right) < 0) return unable(s);
    return integer(s, product.above);
}

/* 1: *product is what is made at once, where nothing has to be taken apart; 0: it has to be. */
static int times_at_once(Scope *s, Node *a, Node *b, Node **product) {
    int fits = 1;
    Node *left = a, *right = b;
    if (a->kind == NUMBER) {
        if (b->kind == NUMBER) {
            *product = product_of_numbers(s, a, b);
            return *product ? 1 : -1;
        }
        if (!a->small) s->unable = true;
        fits = s->unable ? -1 : a->number > 0 && is_factor(b);
    } else if (is_long(b) && !(is_long(a) && b->kind != NUMBER)) {
        left = b;
        right = a;
    } else if (is_long(a) && b->kind != NUMBER) {
        fits = 1;
    } else if (is_factor(b)) {
        fits = is_product(a) ? fits_after(s, a, b, false) : 0;
    } else if (is_factor(a) && is_product(b)) {
        left = b;
        right = a;
        fits = fits_after(s, b, a, true);
    } else
        fits = 0;
    if (fits <= 0) return fits;
    *product = node2(s, TIMES, left, right);
    return *product ? 1 : -1;
}

/* --- fractions --------------------------------------------------------------------------------------------------- */

/* What is left of a factor above the line and one below it, and what must not be 0 though it is gone. */
typedef struct {
    Factors above, below;
    Node *gone;
} Cancelled;

static int whole_value(Scope *s, const Node *n, int64_t *value) {
    Rational r;
    int known = value_of(s, n, &r);
    if (known <= 0 || !is_whole(r)) return known < 0 ? -1 : 0;
    *value = r.above;
    return 1;
}

/* u^m over a power of a root or of the absolute value of u, without a fraction: x/sqrt(x) is sqrt(x). */
static int over_radical(Scope *s, const Node *factor, const Node *other, Cancelled *cancelled) {
    Node *base = base_of((Node *)factor), *radical = base_of((Node *)other);
    if (radical->kind != APPLY || (radical->op != SQRT && radical->op != CBRT && radical->op != ABS) ||
        radical->args[0] != base)
        return 0;
    int64_t degree = radical->op == CBRT ? 3 : 2, power = radical->op == ABS ? 2 : 1, m = 0, n = 0;
    int known = whole_value(s, exponent_of((Node *)factor), &m),
        known_too = known > 0 ? whole_value(s, exponent_of((Node *)other), &n) : known;
    if (known_too <= 0 || m < power || n <= 0 || n >= degree) return known_too < 0 ? -1 : 0;
    Node *exponent = integer(s, m - power), *rest = m == power ? ONE : exponent ? power_here(s, base, exponent) : NULL;
    Node *less = rest ? integer(s, degree - n) : NULL, *kept = less ? power_here(s, radical, less) : NULL;
    if (!kept || (rest != ONE && push(s, &cancelled->above, rest) < 0)) return -1;
    cancelled->gone = nonzero(s, base);
    return cancelled->gone && push(s, &cancelled->above, kept) == 0 ? 1 : -1;
}

/* By how much the exponent above is larger, for two positive whole exponents or two equal ones. */
static int difference(Scope *s, const Node *above, const Node *below, int64_t *left) {
    int64_t m = 0, n = 0;
    *left = 0;
    if (above == below) return 1;
    int known = whole_value(s, above, &m), known_too = whole_value(s, below, &n);
    if (known < 0 || known_too < 0) return -1;
    if (!known || !known_too || m <= 0 || n <= 0) return 0;
    *left = m - n;
    return 1;
}

/* 1: like factors, cancelled; 0: they are not alike. */
static int cancel(Scope *s, Node *factor, Node *other, Cancelled *cancelled) {
    Node *base = base_of(factor);
    int64_t left, whole;
    cancelled->above.count = cancelled->below.count = 0;
    cancelled->gone = NULL;
    if (base_of(other) != base) return over_radical(s, factor, other, cancelled);
    int known = difference(s, exponent_of(factor), exponent_of(other), &left);
    if (known <= 0) return known;
    Node *exponent = left ? integer(s, left < 0 ? -left : left) : NULL,
         *rest = exponent ? power_here(s, base, exponent) : NULL;
    if (left && push(s, left < 0 ? &cancelled->below : &cancelled->above, rest) < 0) return -1;
    if (left < 0) return 1;
    known = whole_value(s, exponent_of(factor), &whole);
    cancelled->gone = known < 0 ? NULL : nonzero(s, known ? base : factor);
    return cancelled->gone ? 1 : -1;
}

static Node *fraction(Scope *s, Rational coefficient, Factors *numerator, Factors *denominator);

/* The term after a factor above the line and one below it were cancelled. */
static Node *cancelled_fraction(Scope *s, Rational coefficient, const Factors *numerator, Factors *denominator,
                                int index, int place, const Cancelled *found) {
    Factors above;
    above.count = 0;
    for (int i = 0; i < numerator->count; i++)
        if (i != index && push(s, &above, numerator->at[i]) < 0) return NULL;
    if (merge(s, &above, &found->above) < 0) return NULL;
    cut(denominator, place);
    if (found->below.count && put(s, denominator, place, found->below.at[0]) < 0) return NULL;
    Node *value = fraction(s, coefficient, &above, denominator);
    return value && found->gone ? where(s, value, &found->gone, 1) : value;
}

static Node *flattened_fraction(Scope *s, Rational coefficient, const Factors *numerator, const Factors *denominator) {
    Factors above, below, gone;
    if (flatten(s, &coefficient, numerator, denominator, &above, &below, &gone) < 0) return NULL;
    return where_nonzero(s, fraction(s, coefficient, &above, &below), &gone);
}

static Node *fraction_inside(Scope *s, Rational coefficient, Factors *numerator, Factors *denominator) {
    Cancelled found;
    if ((denominator->count || !is_whole(coefficient)) && negative_powers_below(s, numerator, denominator) < 0)
        return NULL;
    if (!is_flat(numerator) || !is_flat(denominator)) return flattened_fraction(s, coefficient, numerator, denominator);
    for (int i = 0; i < numerator->count; i++)
        for (int place = 0; place < denominator->count; place++) {
            Node *factor = numerator->at[i], *other = denominator->at[place];
            int alike = cancel(s, factor, other, &found);
            if (alike < 0) return NULL;
            if (alike) return cancelled_fraction(s, coefficient, numerator, denominator, i, place, &found);
            if (base_of(factor) == base_of(other)) break;
        }
    return join(s, coefficient, numerator, denominator);
}

/* The term with like factors above and below cancelled; what that could hide is remembered. */
static Node *fraction(Scope *s, Rational coefficient, Factors *numerator, Factors *denominator) {
    if (!enter()) return NULL;
    Node *made = fraction_inside(s, coefficient, numerator, denominator);
    leave();
    return made;
}

static Node *times_by_parts(Scope *s, Node *a, Node *b) {
    Term left, right;
    Rational coefficient;
    if (split(s, a, &left) < 0 || split(s, b, &right) < 0) return NULL;
    if (merge(s, &left.above, &right.above) < 0 || merge(s, &left.below, &right.below) < 0) return NULL;
    if (multiplied(s, &coefficient, left.coefficient, right.coefficient) < 0) return NULL;
    return fraction(s, coefficient, &left.above, &left.below);
}

Node *times_here(Scope *s, Node *a, Node *b) {
    bool positive = true;
    Node *product = NULL;
    if (a == ONE) return b;
    if (b == ONE) return a;
    for (; is(a, NEG); a = a->args[0]) positive = !positive;
    for (; is(b, NEG); b = b->args[0]) positive = !positive;
    int made = times_at_once(s, a, b, &product);
    if (made < 0) return NULL;
    if (!made) product = times_by_parts(s, a, b);
    return positive || !product ? product : negate_here(s, product);
}

/* --- quotients ---------------------------------------------------------------------------------------------------- */

static bool is_over_base(const Node *factor, const Node *base) {
    Node *other = base_of((Node *)factor);
    bool is_radical = other->kind == APPLY && (other->op == SQRT || other->op == CBRT || other->op == ABS);
    return other == base || (is_radical && other->args[0] == base);
}

/* 1: two products that can stand above and below a line as they are. */
static int are_unlike(Scope *s, Node *above, Node *below) {
    Factors up, down;
    Rational exponent;
    if (!is_product(above) || !is_product(below)) return 0;
    factors(below, &down);
    if (down.at[0]->kind == NUMBER) return 0;
    factors(above, &up);
    for (int i = 0; i < up.count; i++) {
        for (int k = 0; k < down.count; k++)
            if (is_over_base(down.at[k], base_of(up.at[i]))) return 0;
        if (is(up.at[i], NEG)) return 0;
        int known = is(up.at[i], POWER) ? value_of(s, up.at[i]->args[1], &exponent) : 0;
        if (known < 0 || (known && exponent.above < 0)) return known < 0 ? -1 : 0;
    }
    return !is(down.at[0], NEG);
}

static Node *over_by_parts(Scope *s, Node *a, Node *b) {
    Term left, right;
    Rational coefficient;
    if (split(s, a, &left) < 0 || split(s, b, &right) < 0) return NULL;
    if (!right.coefficient.above) return node2(s, OVER, a, b); /* it has no value */
    if (merge(s, &left.below, &right.above) < 0 || merge(s, &left.above, &right.below) < 0) return NULL;
    if (divided(s, &coefficient, left.coefficient, right.coefficient) < 0) return NULL;
    Node *quotient = fraction(s, coefficient, &left.above, &left.below);
    for (int i = 0; quotient && i < right.below.count; i++)
        if (!(right.below.at[i] = nonzero(s, right.below.at[i]))) return NULL;
    return quotient && right.below.count ? where(s, quotient, right.below.at, right.below.count) : quotient;
}

Node *over_here(Scope *s, Node *a, Node *b) {
    if (b == ONE) return a;
    int unlike = are_unlike(s, a, b);
    if (unlike < 0) return NULL;
    return unlike ? node2(s, OVER, a, b) : over_by_parts(s, a, b);
}
