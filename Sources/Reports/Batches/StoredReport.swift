public import Descriptions
public import RunStore

/// What a run, a batch or a survey shows: one page, and its figures one by one.
public protocol StoredReport: Sendable {
    /// The page, as a file at `path`.
    ///
    /// - Throws: what reading the folder throws.
    func html(at path: String) throws -> String

    /// The page's figures.
    ///
    /// - Throws: what reading the folder throws.
    func figures() throws -> [ReportFigure]

    /// The figure of that name.
    ///
    /// - Throws: what reading the folder throws; ``FigureError`` where there is no such figure.
    func figure(named name: String) throws -> ReportFigure
}

extension StoredReport {
    /// The figure of that name, found among all.
    public func figure(named name: String) throws -> ReportFigure { try FigureList.find(name, among: figures()) }
}

extension RunReport: StoredReport {
    /// The page, which does not depend on its path.
    public func html(at path: String) throws -> String { try html() }
}

extension SurveyReport: StoredReport {
    /// The page, which does not depend on its path.
    public func html(at path: String) throws -> String { try html() }
}

extension RunRoot.Found {
    /// The folder that was found.
    public var folder: any StoredFolder {
        switch self {
        case .run(let folder): folder
        case .batch(let folder): folder
        case .survey(let folder): folder
        }
    }

    /// The report of what was found.
    public var report: any StoredReport {
        switch self {
        case .run(let folder): RunReport(folder)
        case .batch(let folder): BatchReport(folder)
        case .survey(let folder): SurveyReport(folder)
        }
    }
}
