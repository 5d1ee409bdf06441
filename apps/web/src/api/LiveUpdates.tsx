import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { titleOf } from '../controls/recording-state.js';
import { useAnnounce } from '../shell/Announcer.js';
import { text } from '../texts/text.js';
import type { Recording } from './answers.js';
import { connection } from './connection.js';
import { known, showRecording } from './known-recordings.js';
import { followLibrary } from './follow-library.js';
import type { Feed } from './live-feed.js';
import { liveState } from './live-state.js';
import { moved } from './moved.js';

/** Lists are asked for anew at most so often, however much changes. */
const LISTS_EVERY_MS = 1_000;

/** Whether an item is in a list, and where, is for the API to say: lists are asked for again, soon but not for each change. */
function listRefresher(client: QueryClient): { soon(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ['recordings'] });
      }, LISTS_EVERY_MS);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}

const isOtherState = (one: Recording, other: Recording): boolean =>
  one.status !== other.status ||
  one.failed !== other.failed ||
  one.on_pause !== other.on_pause ||
  one.deleted_at !== other.deleted_at;

function feedOf(client: QueryClient, announce: (message: string) => void, lists: { soon(): void }): Feed {
  const take = (recording: Recording): void => {
    const before = known.find(recording.id);
    showRecording(client, recording, 'push');
    if (before !== undefined && !isOtherState(before, recording)) return;
    lists.soon();
    if (before === undefined) return;
    const state = recording.failed ? text.flags.failed : text.status[recording.status];
    announce(text.list.changedAnnouncement(titleOf(recording), state));
  };
  const readAgain = (): void => {
    void client.invalidateQueries({ queryKey: ['recordings'] });
    void client.invalidateQueries({ queryKey: ['recording'] });
  };
  return {
    onSnapshot: (items) => {
      for (const item of items) showRecording(client, item, 'push');
      readAgain();
    },
    onChange: take,
    onProgress: (event) => {
      const recording = known.find(event.id);
      if (recording !== undefined) showRecording(client, moved(recording, event), 'push');
    },
    onReset: (reason) => {
      if (reason === 'signed-out') void client.resetQueries({ queryKey: ['me'] });
      readAgain();
    },
    onState: (isOpen) => {
      liveState.become(isOpen);
      if (isOpen) connection.heard();
    },
  };
}

/** Keeps everything that is shown as the API says it is now. */
export function LiveUpdates(): null {
  const client = useQueryClient();
  const announce = useAnnounce();
  useEffect(() => {
    const lists = listRefresher(client);
    const stop = followLibrary(feedOf(client, announce, lists));
    return () => {
      stop();
      lists.stop();
      liveState.become(false);
    };
  }, [client, announce]);
  return null;
}
