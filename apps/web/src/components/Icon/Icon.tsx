import type { ReactElement } from 'react';

/** Paths in a 16 by 16 view box, in the colour of the surrounding text. */
export const ICON_PATHS = {
  ready: 'M3 8.5l3.2 3.2L13 4.8',
  failed: 'M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6',
  moving: 'M8 2.5v3M8 10.5v3M2.5 8h3M10.5 8h3M4.1 4.1l2.1 2.1M9.8 9.8l2.1 2.1M11.9 4.1L9.8 6.2M6.2 9.8l-2.1 2.1',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  waiting: 'M8 4.2V8l2.6 1.8M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z',
  idle: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  stalled: 'M8 2.2l6.2 11H1.8zM8 6.4v3M8 11.4v.2',
  deleted: 'M3 4.5h10M6.2 4.5V3h3.6v1.5M4.4 4.5l.6 8.5h6l.6-8.5',
  skipped: 'M3.5 4l4.5 4-4.5 4M9 4l4.5 4L9 12',
  review: 'M1.5 8S4 3.6 8 3.6 14.5 8 14.5 8 12 12.4 8 12.4 1.5 8 1.5 8zM8 6.1a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z',
  uploading: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  downloading: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.2 10.2l3.2 3.2',
  more: 'M8 3.4v.2M8 7.9v.2M8 12.4v.2',
  minus: 'M3 8h10',
  retry: 'M13.4 6.2A5.7 5.7 0 1 0 13.7 9M13.6 2.6v3.8H9.8',
  unconfirmed: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.3 6.3A1.8 1.8 0 1 1 8.6 8c-.4.2-.6.5-.6 1M8 11.2v.1',
  partial: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 1.8v12.4M10 2.4v11.2M12 3.8v8.4',
  edit: 'M10.6 2.8l2.6 2.6-7.6 7.6-3.2.6.6-3.2zM9 4.4L11.6 7',
  up: 'M3.5 10L8 5.5l4.5 4.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  choose: 'M5 6.2L8 3.2l3 3M5 9.8l3 3 3-3',
  away: 'M2.5 6.2a8 8 0 0 1 11 0M5 8.9a4.6 4.6 0 0 1 6 0M8 12v.2M2.5 2.5l11 11',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  recordings:
    'M3.6 3.5h5.4a1.8 1.8 0 0 1 1.8 1.8v5.4a1.8 1.8 0 0 1-1.8 1.8H3.6a1.8 1.8 0 0 1-1.8-1.8V5.3a1.8 1.8 0 0 1 1.8-1.8zM10.8 7l3.4-2.2v6.4L10.8 9',
  documents: 'M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2M6 8.2h4M6 10.8h4',
  sessions: 'M8 1.8a2 2 0 0 1 2 2v3.4a2 2 0 0 1-4 0V3.8a2 2 0 0 1 2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.2',
  automations: 'M2.5 2.5h11v3.4h-11zM2.5 8.6h4.4v4.9H2.5zM9.4 8.6h4.1v4.9H9.4z',
  settings:
    'M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.6v2M8 12.4v2M1.6 8h2M12.4 8h2M3.5 3.5l1.4 1.4M11.1 11.1l1.4 1.4M12.5 3.5l-1.4 1.4M4.9 11.1l-1.4 1.4',
  tag: 'M2 2.5h5.6L14 8.9 8.9 14 2.5 7.6zM5.2 5.2v.2',
  link: 'M6.8 9.2l2.4-2.4M7.5 4.6l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.4l-1 1a2.8 2.8 0 0 1-4-4l1-1',
  send: 'M14.2 1.8l-6 12.4-1.9-5.5-5.5-1.9zM14.2 1.8L6.3 8.7',
  key: 'M5.2 7.9a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8zM7.3 8.7l6-6M11 5l2 2M9.3 6.7l1.2 1.2',
  bolt: 'M8.8 1.8L3.5 9h4.1L7 14.2 12.5 7H8.3z',
  bell: 'M3.4 11.5c1-1 1.1-2 1.1-4a3.5 3.5 0 0 1 7 0c0 2 .1 3 1.1 4zM6.8 13.8h2.4',
  globe:
    'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM1.8 8h12.4M8 1.8c2 1.8 2.8 3.8 2.8 6.2S10 12.4 8 14.2C6 12.4 5.2 10.4 5.2 8S6 3.6 8 1.8z',
  text: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h11M2.5 12.5h6',
  user: 'M8 2.4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 14c.4-3 2.5-4.4 5.2-4.4s4.8 1.4 5.2 4.4',
  users:
    'M6 2.9a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM1.4 13.6c.3-2.7 2.2-4 4.6-4s4.3 1.3 4.6 4M10.6 3.2a2.5 2.5 0 0 1 0 4.5M12.2 9.9c1.4.5 2.3 1.7 2.5 3.7',
  shield: 'M8 1.8L2.8 3.8v4c0 3.2 2.2 5.2 5.2 6.4 3-1.2 5.2-3.2 5.2-6.4v-4z',
  history: 'M2.4 5.8A6 6 0 1 1 2 8.8M2.2 2.4v3.5h3.5M8 5v3.3l2.2 1.4',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  folder: 'M1.8 12.8V3.4h4.4l1.5 1.8h6.5v7.6z',
  calendar:
    'M3.5 3.2h9A1.5 1.5 0 0 1 14 4.7v7.8a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 12.5V4.7a1.5 1.5 0 0 1 1.5-1.5zM2 6.6h12M5.2 1.8v2.6M10.8 1.8v2.6',
} as const;

export type IconName = keyof typeof ICON_PATHS;

/** Use only next to words, because an icon alone is not accessible. */
export function Icon({ name, spin = false }: { readonly name: IconName; readonly spin?: boolean }): ReactElement {
  return (
    <svg className={spin ? 'icon spin' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
