import type { Item } from '@throughline/api-client';
import { useRef, useState, type RefObject } from 'react';
import { afterTab } from '../controls/PartTabs.js';
import { useEventLog, type EventLog } from './past/use-event-log.js';

/** A fold that other parts of the page open too. `isOpen` is undefined until somebody has opened or closed it. */
type Opened = readonly [
  fold: { readonly isOpen: boolean | undefined; readonly onToggle: (isOpen: boolean) => void },
  summary: RefObject<HTMLElement | null>,
  open: () => void,
];

/** `onShow` chooses the tab of the fold. */
export function useOpened(onShow: () => void): Opened {
  const [isOpen, setOpen] = useState<boolean>();
  const summary = useRef<HTMLElement>(null);
  const open = (): void => {
    onShow();
    setOpen(true);
    afterTab(() => {
      summary.current?.focus();
      summary.current?.scrollIntoView({ block: 'start' });
    });
  };
  return [{ isOpen, onToggle: setOpen }, summary, open];
}

/** The history of an item. `onShow` chooses its tab for the event that somebody asks for. */
export function useShownLog(item: Pick<Item, 'id' | 'revision'>, onShow: () => void): EventLog {
  const log = useEventLog(item);
  return {
    ...log,
    seek: (event) => {
      onShow();
      log.seek(event);
    },
  };
}
