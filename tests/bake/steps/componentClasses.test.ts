import { describe, expect, it } from 'vitest';
import { componentClassesOf } from '../../../src/bake/steps/componentClasses.ts';

const lamp = {
  code: '01037',
  kind: 'lamp',
  name: '路灯',
  nameEn: 'Street lamp',
  departmentKey: 'urban',
  shape: 'lamp',
  reachMeters: 600,
};
const departments = new Set(['urban']);
const reasonOf = (classes: readonly object[]): string | null => {
  const result = componentClassesOf({ classes }, departments);
  return result.ok ? null : result.reason;
};

describe('a table of component classes', () => {
  it('is taken in the order of its codes', () => {
    const result = componentClassesOf({ classes: [lamp, { ...lamp, code: '01013', kind: 'hydrant' }] }, departments);
    expect(result.ok && result.classes.map(({ code }) => code)).toEqual(['01013', '01037']);
  });

  it('says only what a public file may say: another field is refused', () => {
    expect(reasonOf([{ ...lamp, contact: '张三 13800001234' }])).toMatch(/classes/);
  });

  it('has codes of one length, each once, and departments that exist', () => {
    expect(reasonOf([lamp, { ...lamp, code: '1', kind: 'hydrant' }])).toContain('not as long as');
    expect(reasonOf([lamp, { ...lamp, kind: 'hydrant' }])).toContain('twice');
    expect(reasonOf([{ ...lamp, departmentKey: 'sea' }])).toContain('no department');
  });
});
