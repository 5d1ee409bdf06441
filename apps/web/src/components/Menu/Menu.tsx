import { Content, Item, Root, Trigger } from '@radix-ui/react-dropdown-menu';
import { useId, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { buttonClass } from '../Button/Button.js';
import { Icon, type IconName } from '../Icon/Icon.js';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** Reason why the item is disabled. A disabled item stays focusable, so that keyboard users can read it. */
  readonly refusal?: ReactNode;
  readonly isDangerous?: boolean;
  /** Makes the item one of a choice. */
  readonly isChosen?: boolean;
  /** Makes the item a checkbox, which leaves the menu open. */
  readonly isChecked?: boolean;
  readonly icon?: IconName;
  /** A remark after the label. */
  readonly hint?: ReactNode;
  readonly onChoose: () => void;
}

interface Props {
  /** The name of a button without words. */
  readonly label?: string;
  readonly items: readonly MenuItem[];
  /** The content of the button, by default three dots. */
  readonly children?: ReactNode;
  readonly className?: string;
  readonly align?: 'start' | 'end';
  /** False: a list moves the focus to the button. */
  readonly isInTabOrder?: boolean;
  readonly onOpen?: (isOpen: boolean) => void;
  /** Stands in place of items that are read, or could not be. */
  readonly pending?: ReactNode;
}

function roleOf({ isChosen, isChecked }: MenuItem): object {
  if (isChecked !== undefined) return { role: 'menuitemcheckbox', 'aria-checked': isChecked };
  return isChosen === undefined ? {} : { role: 'menuitemradio', 'aria-checked': isChosen };
}

function MenuEntry({ item, onChoose }: { readonly item: MenuItem; readonly onChoose: () => void }): ReactElement {
  const id = useId();
  const isRefused = item.refusal !== undefined;
  return (
    // Radix skips items with its own `disabled`.
    <Item
      className={item.isDangerous === true ? 'menu-item dangerous' : 'menu-item'}
      textValue={item.label}
      aria-disabled={isRefused}
      aria-describedby={isRefused ? id : undefined}
      {...roleOf(item)}
      onSelect={(event) => {
        if (isRefused || item.isChecked !== undefined) event.preventDefault();
        if (!isRefused) onChoose();
      }}
    >
      <span className="menu-label">
        {item.isChecked !== undefined && <span className="menu-check">{item.isChecked && <Icon name="check" />}</span>}
        {item.icon !== undefined && <Icon name={item.icon} />}
        <span dir="auto">{item.label}</span>
        {item.hint !== undefined && <small className="quiet"> {item.hint}</small>}
      </span>
      {isRefused && (
        <small id={id} className="refusal">
          {item.refusal}
        </small>
      )}
    </Item>
  );
}

/** The actions of an item, behind a button. */
export function Menu({
  label,
  items,
  children = <Icon name="more" />,
  className,
  align = 'end',
  isInTabOrder = true,
  onOpen,
  pending,
}: Props): ReactElement {
  const [isOpen, setShown] = useState(false);
  const setOpen = (next: boolean): void => {
    setShown(next);
    onOpen?.(next);
  };
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <Trigger
        ref={button}
        className={className ?? buttonClass({ look: 'quiet', size: 'icon' })}
        aria-label={label}
        tabIndex={isInTabOrder ? undefined : -1}
        // Radix opens at the first touch, which also begins to scroll a list.
        onPointerDown={(event) => {
          event.preventDefault();
        }}
        // In Firefox, Space clicks when the key is released, although Radix has prevented the default action of its press.
        onKeyUp={(event) => {
          if (event.key === ' ') event.preventDefault();
        }}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {children}
      </Trigger>
      <Content
        className="menu"
        align={align}
        sideOffset={4}
        collisionPadding={8}
        loop
        onInteractOutside={(event) => {
          // The button closes the menu by itself.
          if (event.target instanceof Node && button.current?.contains(event.target) === true) event.preventDefault();
        }}
      >
        {items.length === 0 && pending}
        {items.map((item) => (
          <MenuEntry
            key={item.key}
            item={item}
            onChoose={() => {
              // A dialog that opens now returns the focus to the button.
              if (item.isChecked === undefined) button.current?.focus();
              item.onChoose();
            }}
          />
        ))}
      </Content>
    </Root>
  );
}
