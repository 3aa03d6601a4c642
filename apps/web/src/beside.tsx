import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon.js';

/** What stands beside a chat; over it on a narrow screen. Escape closes it, and the focus goes back where it was. */
export function Beside({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside className="beside" aria-label={title} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header className="bar">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button className="icon-button" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}
