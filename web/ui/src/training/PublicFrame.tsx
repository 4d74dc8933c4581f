// The frame of the public pages of training: a title, the language, one card.
import type { ReactNode } from 'react'
import { LanguageSwitch, ThemeSwitch } from '../shell/Switches'

export const PublicFrame = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="sb-answer" id="main">
    <header>
      <h1>{title}</h1>
      <span className="sb-actions"><LanguageSwitch compact /><ThemeSwitch /></span>
    </header>
    <section className="sb-answer-card">{children}</section>
  </main>
)
