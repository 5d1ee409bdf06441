import type { ComponentProps, MouseEvent, ReactElement } from 'react';

export interface ButtonStyle {
  /** A dangerous button leads to the loss of something. A destructive one causes it, in a dialog that asks before. */
  readonly look?: 'primary' | 'dangerous' | 'destructive' | 'quiet' | undefined;
  readonly size?: 'small' | 'wide' | 'icon' | undefined;
}

/** Returns the class of links and summaries that look like a button. */
export const buttonClass = ({ look, size }: ButtonStyle = {}): string =>
  ['button', look, size].filter((part) => part !== undefined).join(' button-');

type Props = ComponentProps<'button'> & ButtonStyle;

const refuse = (event: MouseEvent): void => {
  event.preventDefault();
};

/**
 * Unlike a native button, it submits a form only with `type="submit"`, and it keeps the keyboard focus while it is disabled:
 * most buttons are disabled only until the answer to their click.
 */
export const Button = ({ look, size, disabled = false, onClick, ...rest }: Props): ReactElement => (
  <button
    type="button"
    {...(disabled ? { 'aria-disabled': true } : {})}
    {...rest}
    onClick={disabled ? refuse : onClick}
    className={buttonClass({ look, size })}
  />
);
