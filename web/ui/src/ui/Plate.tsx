// A number plate as text that never breaks across lines.
export const Plate = ({ plate }: { plate: string }) => <span className="sb-plate">{plate}</span>
