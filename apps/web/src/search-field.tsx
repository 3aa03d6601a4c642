import { useEffect, useState } from 'react';
import { Icon } from './icon.js';

/** Somebody is still writing for so long, in ms. */
const PAUSE_MS = 250;
/** Of a query, in characters. */
const MAX_LENGTH = 200;

interface SearchFieldProps {
  readonly label: string;
  readonly onSearch: (query: string) => void;
  readonly autoFocus?: boolean;
}

/** Says what is looked for when somebody pauses, '' when nothing is. */
export function SearchField({ label, onSearch, autoFocus = false }: SearchFieldProps) {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), text === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <div className="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={MAX_LENGTH}
        autoFocus={autoFocus}
        dir="auto"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === '') return;
          event.stopPropagation();
          setText('');
        }}
      />
    </div>
  );
}
