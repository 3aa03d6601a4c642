import { useEffect, useState } from 'react';

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly isSearching: boolean;
  readonly problem?: string;
}

const NOTHING = { rows: [], isSearching: false } as const;

/** What a search brings; what an earlier one brings too late is not shown. `search` has to stay the same function. */
export function useFound<Row>(query: string, search: (query: string) => Promise<readonly Row[]>): Found<Row> {
  const [found, setFound] = useState<Found<Row> & { readonly of: string }>({ ...NOTHING, of: '' });
  useEffect(() => {
    if (query === '') return undefined;
    let isOver = false;
    search(query).then(
      (rows) => isOver || setFound({ rows, isSearching: false, of: query }),
      (reason: Error) => isOver || setFound({ ...NOTHING, problem: reason.message, of: query }),
    );
    return () => void (isOver = true);
  }, [query, search]);
  if (query === '') return NOTHING;
  return found.of === query ? found : { rows: found.rows, isSearching: true };
}
