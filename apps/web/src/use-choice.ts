import { type MouseEvent, useEffect, useRef, useState } from 'react';

/**
 * A message that was tapped, until something else is. Told by the end of a tap: what appears or goes at its beginning
 * moves what is below the finger, and the tap would mean something else.
 */
export function useChoice() {
  const [isChosen, setIsChosen] = useState(false);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isChosen) return undefined;
    const look = ({ target }: Event) => {
      if (target instanceof Node && target.isConnected && place.current?.contains(target) === false) setIsChosen(false);
    };
    document.addEventListener('click', look);
    return () => document.removeEventListener('click', look);
  }, [isChosen]);
  const choose = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest('.bubble, .picture, .meta') !== null) setIsChosen(true);
  };
  return { isChosen, choose, place };
}
