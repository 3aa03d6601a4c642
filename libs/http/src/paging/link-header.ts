type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * RFC 8288 `Link` header with targets relative to the server, e.g. `</api/v1/chats?cursor=…>; rel="next"`. The path that
 * a proxy removes is put before them where every answer gets its headers.
 */
export function linkHeader(path: string, links: Readonly<Record<string, Parameters | undefined>>): string | undefined {
  const parts = Object.entries(links).flatMap(([relation, parameters]) =>
    parameters === undefined ? [] : [`<${path}?${query(parameters)}>; rel="${relation}"`],
  );
  return parts.length === 0 ? undefined : parts.join(', ');
}

function query(parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, String(value));
  return search.toString();
}
