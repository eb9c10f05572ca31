/** Nothing to show: the reason in one sentence, and the next step. */
export function EmptyNotice({ reason, next }: { reason: string; next?: string }) {
  return (
    <div className="notice" role="status">
      <p>{reason}</p>
      {next && <p className="notice-tip">{next}</p>}
    </div>
  );
}
