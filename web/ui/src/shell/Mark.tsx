// The mark of the service: a bus within a sign.
export function Mark({ size_px = 32 }: { size_px?: number }) {
  return (
    <svg className="sb-mark" width={size_px} height={size_px} viewBox="0 0 32 32" aria-hidden>
      <rect x="1" y="1" width="30" height="30" rx="8" fill="var(--sb-primary)" />
      <g fill="none" stroke="#fff" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round">
        <rect x="7" y="8" width="18" height="14" rx="3" />
        <path d="M7 16h18M16 8v8M10 22v2.5M22 22v2.5" />
      </g>
    </svg>
  )
}
