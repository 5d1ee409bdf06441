/** Rules against code whose result depends on the moment: a clock or a random number, and a page that is read once. */
import { forbid } from './forbid.mjs';

const pureDomain = forbid({
  "NewExpression[callee.name='Date'][arguments.length=0]": 'Time comes in with the command.',
  "CallExpression[callee.object.name='Date'][callee.property.name='now']": 'Time comes in with the command.',
  "CallExpression[callee.object.name='Math'][callee.property.name='random']": 'The domain is pure.',
  "MemberExpression[object.name='crypto']": 'Ids come in with the command.',
});

const oneSeed = forbid({
  "MemberExpression[object.name='Math'][property.name='random']":
    'Tests draw the same in each run: use testSeed. For a unique name use randomUUID from node:crypto.',
  "CallExpression[callee.object.name='fc'][callee.property.name=/^(assert|check)$/] Property[key.name='seed']:matches([value.type='Literal'], [value.name=/^[A-Z_]+$/])":
    'All properties take the seed of the run, so that `npm run explore` can draw others.',
});

/** Methods of Playwright that read the page once, and helpers of the browser tests that do. */
const SINGLE_READS =
  'count|textContent|innerText|innerHTML|inputValue|is[A-Z]\\w+|getAttribute|allTextContents|allInnerTexts|boundingBox|evaluate|evaluateAll';
const awaitedRead = `AwaitExpression > CallExpression:matches([callee.property.name=/^(${SINGLE_READS})$/], [callee.name='getFocusName'])`;

/** A single read races with the page. Checks of the present view, such as those of axe and of secrets, stay immediate. */
const waitingReads = forbid({
  [`CallExpression:matches([callee.name='expect'], [callee.object.callee.name='expect']) ${awaitedRead}`]:
    'Repeat the read until the expectation holds: `await eventually(() => …)`.',
});

export default {
  meta: { name: 'determinism' },
  rules: { 'pure-domain': pureDomain, 'one-seed': oneSeed, 'waiting-reads': waitingReads },
};
