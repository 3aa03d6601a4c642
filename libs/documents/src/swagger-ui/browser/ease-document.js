// The document as a page to try things on needs it: nothing is filled in that nobody asked for.

/** @returns the document to show, and the rest of its description, which comes after the operations are in sight */
export function easeDocument(document) {
  const [introduction, ...rest] = document.info.description.split(/\n\n(?=## )/);
  const paths = mapValues(document.paths, (methods) => mapValues(methods, easeOperation));
  return {
    document: { ...document, info: { ...document.info, description: introduction }, paths },
    about: rest.join('\n\n'),
  };
}

function easeOperation({ description = '', parameters = [], ...rest }) {
  return { ...rest, description: folded(description), parameters: parameters.map(easeParameter) };
}

/** What one reads before a first attempt; the rest is there for who unfolds it. */
function folded(description) {
  const [first, ...more] = description.split('\n\n');
  if (more.length === 0) return description;
  return [first, '<details>\n<summary>More about it</summary>', ...more, '</details>'].join('\n\n');
}

/** Swagger UI would send the example of an optional parameter as it stands: it is told in words instead. */
function easeParameter(parameter) {
  if (parameter.required) return parameter;
  const { examples, schema, ...rest } = parameter;
  const { example = Object.values(examples ?? {})[0]?.value, ...unfilled } = schema;
  if (example === undefined || schema.default !== undefined) return { ...rest, schema: unfilled };
  return { ...rest, schema: unfilled, description: `${rest.description} For example \`${example}\`.` };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
