import type { ReactElement, ReactNode } from 'react';
import { buttonClass } from '../Button/Button.js';
import { Icon } from '../Icon/Icon.js';

export interface MenuButtonProps {
  /** The name of a button without words. */
  readonly label?: string;
  /** The content of the button, by default three dots. */
  readonly children?: ReactNode;
  readonly className?: string;
  /** False: a list moves the focus to the button. */
  readonly isInTabOrder?: boolean;
}

interface ButtonLook {
  readonly className: string;
  readonly 'aria-label': string | undefined;
  readonly tabIndex: number | undefined;
  readonly children: ReactNode | ReactElement;
}

/** Returns the properties of the button of a menu, the same before and after the menu is fetched. */
export const menuButton = ({ label, children, className, isInTabOrder = true }: MenuButtonProps): ButtonLook => ({
  className: className ?? buttonClass({ look: 'quiet', size: 'icon' }),
  'aria-label': label,
  tabIndex: isInTabOrder ? undefined : -1,
  children: children ?? <Icon name="more" />,
});
