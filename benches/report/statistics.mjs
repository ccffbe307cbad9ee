// Medians, ratios, and the slope of a growth.

/** The quantile, interpolated between neighbours. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const below = Math.floor(position);
  const above = Math.ceil(position);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (values) => quantile(values, 0.5);

/**
 * How many times as fast as `other` it is: the median of the ratios of each round, in which both met the same
 * conditions.
 */
export const timesAsFast = (it, other) => median(ratios(it, other));

export const ratios = (it, other) => other.map((time, round) => time / it[round]);

/**
 * The exponent of the power that runs best through the points: 0 is constant, 1 linear, 2 quadratic. Least squares of
 * the logarithms.
 * @param {[number, number][]} points
 */
export function exponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (column) => logs.reduce((sum, point) => sum + point[column], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const sum = (of) => logs.reduce((total, [x, y]) => total + of(x - meanX, y - meanY), 0);
  return sum((x, y) => x * y) / sum((x) => x * x);
}
