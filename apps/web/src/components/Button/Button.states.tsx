import { Icon } from '../Icon/Icon.js';
import type { States } from '../states.js';
import { Button, buttonClass } from './Button.js';

export const states: States = {
  plain: <Button>Download</Button>,
  primary: <Button look="primary">Approve</Button>,
  dangerous: <Button look="dangerous">Stop run</Button>,
  destructive: <Button look="destructive">Delete 3 items</Button>,
  quiet: <Button look="quiet">Discard</Button>,
  small: <Button size="small">Copy</Button>,
  'with an icon': (
    <Button>
      <Icon name="file" />
      Choose files
    </Button>
  ),
  'an icon alone': (
    <Button look="quiet" size="icon" aria-label="Actions for Lecture 8">
      <Icon name="more" />
    </Button>
  ),
  wide: <Button size="wide">Show more</Button>,
  disabled: <Button disabled>Review</Button>,
  'refused, with the focus': <Button aria-disabled>Review</Button>,
  link: (
    <a href="#Button" className={buttonClass({ size: 'small' })}>
      Open
    </a>
  ),
};
