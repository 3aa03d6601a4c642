import { useEffect, useState } from 'react';

/** What is half written stays where it is written, in this window alone: over another chat, and over a reload. */
export function useDraft(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  useEffect(() => {
    try {
      if (text === '') sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // There is no room left: what is written stays on the screen.
    }
  }, [key, text]);
  return [text, setText];
}
