import { Content, Item, Root, Trigger } from '@radix-ui/react-dropdown-menu';
import { useEffect, useEffectEvent, useId, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Icon, type IconName } from '../Icon/Icon.js';
import type { OpenedBy } from './lazy-menu.js';
import { menuButton, type MenuButtonProps } from './menu-button.js';

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

interface Props extends MenuButtonProps {
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
  /** Opens the menu at once. */
  readonly openedBy?: OpenedBy;
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

/** The menu itself, which is too large for the first view. Other views use `Menu`. */
export function DropdownMenu({ items, align = 'end', openedBy, onOpen, pending, ...look }: Props): ReactElement {
  const [isOpen, setShown] = useState(openedBy !== undefined);
  const setOpen = (next: boolean): void => {
    setShown(next);
    onOpen?.(next);
  };
  const button = useRef<HTMLButtonElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const begin = useEffectEvent(() => {
    if (openedBy !== undefined) onOpen?.(true);
    // Radix has not seen the key that opened it.
    if (openedBy === 'keyboard') content.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
  });
  useEffect(() => {
    begin();
  }, []);
  return (
    <Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <Trigger
        ref={button}
        {...menuButton(look)}
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
      />
      <Content
        ref={content}
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
