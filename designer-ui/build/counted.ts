import { DefaultReporter } from 'vitest/node';
import type { TestModule } from 'vitest/node';

/** Ends with one line that says how many tests there were, in the words a build counts by. */
export default class Counted extends DefaultReporter {
  override onTestRunEnd(...[modules, errors, reason]: Parameters<DefaultReporter['onTestRunEnd']>): void {
    super.onTestRunEnd(modules, errors, reason);
    let passed = 0;
    // a file that could not be loaded, or an error outside of any test, is one that failed
    let failed = errors.length + modules.filter((module) => module.state() === 'failed' && count(module) === 0).length;
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed') passed++;
        if (state === 'failed') failed++;
      }
    }
    console.log(`${passed} passed, ${failed} failed`);
  }
}

function count(module: TestModule): number {
  return [...module.children.allTests()].length;
}
