import type { ComponentProps, ReactElement } from 'react';

export interface ButtonStyle {
  /** A dangerous button leads to the loss of something. A destructive one causes it, in a dialog that asks before. */
  readonly look?: 'primary' | 'dangerous' | 'destructive' | 'quiet' | undefined;
  readonly size?: 'small' | 'wide' | 'icon' | undefined;
}

/** Returns the class of links and summaries that look like a button. */
export const buttonClass = ({ look, size }: ButtonStyle = {}): string =>
  ['button', look, size].filter((part) => part !== undefined).join(' button-');

type Props = ComponentProps<'button'> & ButtonStyle;

/** Unlike a native button, it submits a form only with `type="submit"`. */
export function Button({ look, size, ...rest }: Props): ReactElement {
  return <button type="button" {...rest} className={buttonClass({ look, size })} />;
}
