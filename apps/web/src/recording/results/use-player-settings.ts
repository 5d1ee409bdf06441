import { useState, useSyncExternalStore } from 'react';

/** The choices of a person that stay when another file is played. */
export interface PlayerChoices {
  /** 1 is the speed of the recording. */
  readonly rate: number;
  /** From 0 to 1. */
  readonly volume: number;
  readonly isMuted: boolean;
  readonly showsCaptions: boolean;
}

export interface PlayerSettings extends PlayerChoices {
  readonly change: (changed: Partial<PlayerChoices>) => void;
}

const FIRST: PlayerChoices = { rate: 1, volume: 1, isMuted: false, showsCaptions: true };

export function usePlayerSettings(): PlayerSettings {
  const [choices, setChoices] = useState(FIRST);
  return {
    ...choices,
    change: (changed) => {
      setChoices((before) => ({ ...before, ...changed }));
    },
  };
}

/** Returns false on iPhones and iPads, where only the buttons of the device change the volume. */
export function isVolumeSettable(): boolean {
  const probe = document.createElement('audio');
  probe.volume = 0.5;
  return probe.volume === 0.5;
}

let isSettable: boolean | undefined;

/** Tells whether the page can change the volume, which does not change while it is open. */
export const useHasVolume = (): boolean =>
  useSyncExternalStore(
    () => () => undefined,
    () => (isSettable ??= isVolumeSettable()),
    () => true,
  );
