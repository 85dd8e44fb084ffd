"""A third regime, as a lawyer would write it: the files to add to a content folder."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2] / "questionnaires"

FILES = {
    "core/questions/20-elsewhere.yaml": """
- id: basis.agreement-seen
  type: boolean
  text: Has a notary seen the agreement?
  help: Only asked elsewhere.
  explanation: The Example Act wants a notary to see each agreement.
  law: [xx-act-1]
  serves: [XX-01]
  yes_means: adequate
  no_means: adverse
  shown_when: {fact: regime-xx}
""",
    "core/facts/elsewhere.yaml": """
- id: regime-xx
  title: People elsewhere are concerned
  when: {question: start.people-in, contains: other}
""",
    "regimes/xx/regime.yaml": """
id: xx
title: Elsewhere (Example Act)
short: XX
term_assessment: privacy assessment
governs: {fact: regime-xx}
prior_consultation: false
covers: The Example Act and nothing else.
authority: Example Commissioner
due:
  law: xx-act-1
  enough:
    - {id: xx-body, fact: uses-biometric-template, title: Body features are used, authority: xx-act-1}
case_answers: {start.people-in: [other], start.based-in: [other]}
""",
    "regimes/xx/authorities/act.yaml": """
authorities:
  - id: xx-act-1
    rank: law
    cite: {en: "Example Act, s 1"}
    statement: {en: "Face recognition needs the written agreement of each person."}
    in_force: {from: "2020-01-01"}
    status: unverified
""",
    "regimes/xx/rules/act.rules.yaml": """
- id: XX-01
  title: Written agreement
  regime: xx
  in_force: {from: "2020-01-01"}
  issue: Did each person agree in writing?
  rule: Face recognition needs written agreement.
  rows: processing.groups
  applies: {fact: uses-biometric-template}
  citations: [{authority: xx-act-1}]
  grades:
    - id: missing
      when: {column: consent-record, is: not-recorded}
      severity: blocker
      kind: unlawful
      if_unknown: incomplete
      arguable: true
      title: No written agreement of {rows}
      text: On the answers given, {rows} did not agree in writing.
      conclusion: On the answers given, the design cannot be defended.
      remedies: [Ask in writing.]
    - id: unseen
      when: {question: basis.agreement-seen, is: false}
      severity: major
      title: No notary has seen the agreement of {rows}
      text: On the answers given, no notary has seen the agreement.
      conclusion: On the answers given, the agreement has yet to be seen.
""",
    "regimes/xx/rules/act.test.yaml": """
- name: not recorded
  answers:
    processing.technology: [verify]
    processing.modality: [face]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-by: person, consent-record: not-recorded}]
  expect:
    XX-01: {grade: missing, truth: established, rows: [a]}
    outcome: do-not-launch
    due: {xx: "yes"}
- name: signed
  answers:
    processing.technology: [verify]
    processing.modality: [face]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-by: person, consent-record: signed}]
    basis.agreement-seen: true
  expect:
    XX-01: none
- name: signed, and nobody has seen it
  answers:
    processing.technology: [verify]
    processing.modality: [face]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-by: person, consent-record: signed}]
    basis.agreement-seen: false
  expect:
    XX-01: {grade: unseen, truth: established}
- name: nobody knows what is on record
  answers:
    processing.technology: [verify]
    processing.modality: [face]
    processing.groups: [{id: a, name: Guests, joins: stored, ground: [consent], consent-by: person, consent-record: unknown}]
  expect:
    XX-01: {grade: missing, truth: not-shown}
""",
}
