/** Rules by the start of their names: what they say, in the notation of textbooks. The first that fits. */
const sayings: readonly (readonly [start: string, saying: string])[] = [
  ["variable", "dx/dx = 1, and dc/dx = 0 where c does not depend on x"],
  ["element of the variable", "∂x[i]/∂x[j] is 1 where i = j, else 0"],
  ["sum rule", "(u + v)' = u' + v'"],
  ["product rule", "(u v)' = u' v + u v'"],
  ["quotient rule", "(u / v)' = (u' v - u v') / v²"],
  ["constant factor", "(c u)' = c u'"],
  ["power rule", "(uⁿ)' = n uⁿ⁻¹ u'"],
  ["exponential rule", "(aᵘ)' = aᵘ log(a) u'"],
  ["power of functions", "(uᵛ)' = uᵛ (v' log(u) + v u'/u)"],
  ["each piece", "the derivative of a case, in that case"],
  ["each element", "the derivative of a tensor, element by element"],
  ["matrix rule", "the differential of a function of a matrix"],
  ["the whole by itself", "∂f/∂f = 1: here the way back begins"],
  ["derivative of a sum", "∂(Σ u[i])/∂u[j] = 1 for each j"],
  ["derivative of a product", "the product without the factor, times the factor's derivative"],
  ["derivative of a contraction", "f = Σ A[i,j] x[j]: back through A by its transpose"],
  ["sum over all uses", "a value that is used more than once gets the sum of what comes back"],
  ["resolve Kronecker deltas", "Σ δ[i,j] u[j] = u[i]"],
  ["chain rule", "f(u)' = f'(u) u'"],
  ["derivative of", "the derivative of the function, from the table"],
  ["recognise", "the same as a named function, which keeps more digits"],
  ["evaluate", "numbers are put together, exactly"],
  ["collect", "a u + b u = (a + b) u, and uᵃ uᵇ = uᵃ⁺ᵇ"],
  ["take out", "a u + b u = u (a + b)"],
  ["combine", "a/c + b/c = (a + b)/c"],
  ["multiply out", "u (v + w) = u v + u w"],
  ["simplify the elements", "the same rules, inside the indices"],
  ["result", "the derivative, simplified"],
];

/** What a rule says, in a line. */
export function sayingOf(rule: string): string {
  return sayings.find(([start]) => rule.startsWith(start))?.[1] ?? "another form of the same value";
}
