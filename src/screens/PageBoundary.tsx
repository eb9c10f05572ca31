import { Component, type ReactNode } from 'react';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import { useWords } from './i18n/language.ts';
import { FaultNotice } from './ui/FaultNotice.tsx';

/** A page of its own for a fault that leaves nothing else to show: code, tip, and the ways on. */
export function PageFault(props: { base: string; fault: FaultAnswer; onRetry?: () => void }) {
  const { say } = useWords();
  return (
    <main className="full-page">
      <h1>{say('home.title')}</h1>
      <FaultNotice fault={props.fault} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
      <nav>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {say('state.reload')}
        </button>
        <a className="button" href={props.base}>
          {say('state.toIndex')}
        </a>
      </nav>
    </main>
  );
}

/** Catches our own bugs, so that a wall shows what happened instead of nothing. */
export class PageBoundary extends Component<{ base: string; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <PageFault base={this.props.base} fault={answerFault(fault('SCREEN-004', { reason: error.message }))} />;
  }
}
