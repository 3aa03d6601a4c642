import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from './icon.js';

interface BesideProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Where the focus goes: to the title, or to something in it that takes it itself. */
  readonly focus?: 'title' | 'content';
}

/** What stands beside a chat; over it on a narrow screen. Escape closes it, and the focus goes back where it was. */
export function Beside({ title, onClose, children, focus = 'title' }: BesideProps) {
  // What takes the focus itself has it already when an effect runs.
  const [before] = useState(() => document.activeElement);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus === 'title') heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [before, focus]);
  return (
    <aside className="beside" aria-label={title} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header className="bar">
        <h2 ref={heading} tabIndex={-1}>
          <bdi>{title}</bdi>
        </h2>
        <button className="icon-button" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}
