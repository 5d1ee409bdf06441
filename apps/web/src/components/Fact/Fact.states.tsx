import type { States } from '../states.js';
import { Fact } from './Fact.js';

export const states: States = {
  facts: (
    <dl className="facts">
      <Fact name="Length">46:20</Fact>
      <Fact name="Language">English</Fact>
    </dl>
  ),
};
