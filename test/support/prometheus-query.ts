/** A metric that a query asks for, with the labels that it selects by. */
export interface AskedMetric {
  readonly name: string;
  readonly labels: readonly string[];
}

const FUNCTIONS = ['count', 'histogram_quantile', 'increase', 'max', 'min', 'min_over_time', 'rate', 'sum'];

/**
 * The metrics of a PromQL expression. A word that it does not know for sure is taken to be a metric, so that it is looked for in
 * vain rather than overlooked.
 */
export function metricsIn(expression: string): AskedMetric[] {
  const withoutText = expression.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const grouped: string[] = [];
  const withoutGroups = withoutText.replaceAll(
    /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g,
    (_all, labels: string) => {
      grouped.push(...labels.split(',').map((label) => label.trim()));
      return ' ';
    },
  );
  return [...withoutGroups.matchAll(/([a-z_:][\w:]*)\s*(\{[^}]*\})?/gi)]
    .filter(([, name = '']) => !FUNCTIONS.includes(name))
    .map(([, name = '', selector = '']) => ({
      name,
      labels: [...grouped, ...[...selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label)],
    }));
}
