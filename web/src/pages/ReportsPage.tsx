/** What do I want to know across meetings? Reports that were written for me, and a new one. */
import '../styles/notes.css'
import { useQuery } from '@tanstack/react-query'
import { FileText, Plus } from 'lucide-react'
import { useState } from 'react'
import { writerOf } from '../meeting/writer.ts'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { NewReport } from '../reports/NewReport.tsx'
import { isGrowing, type ReportRow, reports, statusWords } from '../reports/queries.ts'
import { Link, useSearchParams } from '../router/router.tsx'
import { momentOf } from '../text.ts'

export default function ReportsPage() {
  const [search] = useSearchParams()
  const meeting = search.get('meeting')
  const [isOpen, open] = useState(meeting !== null)
  const query = useQuery(reports)
  const begin = (
    <button type="button" className="button primary" onClick={() => open(true)}>
      <Plus size={16} aria-hidden /> New report
    </button>
  )
  return (
    <Page
      title="Reports"
      lead="Written for you alone, from meetings that you may see. Each sentence leads to the words it rests on."
      actions={
        <>
          <Link className="button" to="/templates">
            Templates
          </Link>
          {!isOpen && begin}
        </>
      }
    >
      {isOpen && <NewReport first={meeting} onClose={() => open(false)} />}
      <Loaded query={query} rows={4}>
        {({ reports: list }) =>
          list.length === 0 ? (
            !isOpen && (
              <Empty icon={FileText} title="No reports yet" action={begin}>
                Choose meetings, and say what you want to know of them: what was promised to a customer over
                the quarter, how an idea changed, who said what about the price.
              </Empty>
            )
          ) : (
            <ul className="card flush">
              {list.map((report) => (
                <Row key={report.id} report={report} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}

const Row = ({ report }: { report: ReportRow }) => (
  <li className="row with-actions">
    <div className="row-body">
      <Link className="row-title" to={`/reports/${report.id}`}>
        <bdi>{report.title}</bdi>
      </Link>
      <p className="row-facts">
        <time dateTime={report.createdAt}>{momentOf(report.createdAt)}</time>
        <span>
          {isGrowing(report) || report.status === 'failed'
            ? statusWords[report.status]
            : writerOf(report.writtenBy)}
        </span>
      </p>
      <p className="small titles" dir="auto">
        {report.prompt}
      </p>
    </div>
  </li>
)
