import { useQuery } from '@tanstack/react-query';
import { useState, type CSSProperties, type FocusEvent, type PointerEvent, type ReactElement } from 'react';
import { findSpritePlace, spritesQuery, type SpriteAddresses, type Sprites } from './sprites-api.js';
import { formatPlayTime } from '../../texts/times.js';

/** Handlers of the element on which one points at a moment. */
export interface PeekHandlers {
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave: () => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
  readonly onKeyDown: () => void;
}

/** Returns the share of the element's width at which the pointer is, from 0 to 1. */
function findShare({ currentTarget, clientX }: PointerEvent<HTMLElement>): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return width === 0 ? 0 : Math.min(1, Math.max(0, (clientX - left) / width));
}

/**
 * Returns the share of the recording to show: under the pointer, or else the position of the player while the keyboard is
 * used there. Undefined for neither.
 */
export function usePeek(position: number): readonly [share: number | undefined, handlers: PeekHandlers] {
  const [pointed, setPointed] = useState<number>();
  const [isFocused, setFocused] = useState(false);
  const handlers: PeekHandlers = {
    onPointerMove: (event) => {
      // A finger hides the picture, and leaves no place when it is lifted.
      if (event.pointerType !== 'touch') setPointed(findShare(event));
    },
    onPointerLeave: () => {
      setPointed(undefined);
    },
    onFocus: ({ currentTarget }) => {
      setFocused(currentTarget.matches(':focus-visible'));
    },
    onBlur: () => {
      setFocused(false);
    },
    onKeyDown: () => {
      setPointed(undefined);
      setFocused(true);
    },
  };
  return [pointed ?? (isFocused ? position : undefined), handlers];
}

const styleOf = (sprites: Sprites, sheet: string, second: number): CSSProperties => {
  const { x, y } = findSpritePlace(sprites, second);
  return {
    inlineSize: sprites.width,
    blockSize: sprites.height,
    backgroundImage: `url(${JSON.stringify(sheet)})`,
    backgroundPosition: `${String(-x)}px ${String(-y)}px`,
  };
};

interface Props {
  readonly addresses: SpriteAddresses;
  /** The hash of the played file. */
  readonly sha256: string;
  readonly share: number;
  /** Seconds. */
  readonly duration: number;
}

/** The picture of a moment and its time, above the waveform; nothing without pictures. The position says the time in words. */
export function SpritePeek({ addresses, sha256, share, duration }: Props): ReactElement | null {
  const { data: sprites } = useQuery(spritesQuery(addresses.index, sha256));
  if (sprites === undefined || sprites === null) return null;
  const second = share * duration;
  return (
    <div className="sprite-peek" aria-hidden="true" style={{ left: `clamp(6rem, ${String(share * 100)}%, 100% - 6rem)` }}>
      <span className="sprite-picture" style={styleOf(sprites, addresses.sheet, second)} />
      <span>{formatPlayTime(second)}</span>
    </div>
  );
}
