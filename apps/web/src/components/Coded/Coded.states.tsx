import type { States } from '../states.js';
import { Coded } from './Coded.js';

export const states: States = {
  'with code': <Coded words="Download it with `tl engine fetch`, then run the recording." />,
  'without code': <Coded words="The speech model is ready." />,
};
