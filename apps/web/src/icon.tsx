const PATHS = {
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.2 3.6c-.5.4-1.3.1-1.3-.6V16A2 2 0 0 1 4 14z',
  group:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 8c0-3 2.5-5 6-5s6 2 6 5M16 11a2.5 2.5 0 1 0-1-4.8M17 14c2.500.3 4 2 4 4.500',
  spark:
    'M12 4l1.8 4.700 4.700 1.800-4.700 1.800L12 17l-1.800-4.700L5.500 10.500l4.700-1.800zM18 16l.8 2 2 .8-2 .8-.8 2-.8-2-2-.8 2-.8z',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 20.500a2 2 0 0 0 4 0',
  plus: 'M12 5v14M5 12h14',
  send: 'M5 12l14-7-4.500 14-3-5.500zM11.500 13.500L19 5',
  clip: 'M19 11.500l-7.200 7.200a4.500 4.500 0 0 1-6.400-6.400l7.800-7.800a3 3 0 0 1 4.300 4.300l-7.600 7.600a1.500 1.500 0 0 1-2.200-2.200l7-7',
  back: 'M14.500 5.500L8 12l6.500 6.500',
  close: 'M6 6l12 12M18 6L6 18',
  smile: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9 14c1.500 2 4.500 2 6 0M9.500 10v.01M14.500 10v.01',
  reply: 'M10 6l-5 5 5 5M5 11h8a6 6 0 0 1 6 6v1',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  trash: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12',
  file: 'M7 4h7l4 4v12H7zM14 4v4h4',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4l3 2',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  checks: 'M2.500 12.500L7 17l9.500-9.500M12 16l1 1 9-9.500',
  alert: 'M12 5l8 14H4zM12 10v4M12 16.500v.01',
  stop: 'M7 7h10v10H7z',
  again: 'M19 12a7 7 0 1 1-2-4.900M19 4v4h-4',
  leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration: what it stands for is said beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
