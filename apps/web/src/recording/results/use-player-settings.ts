import { useState } from 'react';

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
