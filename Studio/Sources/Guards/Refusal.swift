/// A request that is not carried out, in words for the person who made it.
package struct Refusal: Error, Equatable, Sendable {
    /// The HTTP status, from 400 to 599.
    package var status: Int
    /// What is wrong, as a sentence.
    package var what: String
    /// Where: a header, the path, a key of the query, a byte of the body.
    package var place: String
    /// What would be right, as a sentence.
    package var right: String

    package init(_ status: Int, _ what: String, at place: String, right: String) {
        self.status = status
        self.what = what
        self.place = place
        self.right = right
    }

    /// The refusal as every error of the API is written: `{"what": …, "where": …, "right": …}`.
    package var json: String {
        "{\"what\":\(JSONText.quoted(what)),\"where\":\(JSONText.quoted(place)),\"right\":\(JSONText.quoted(right))}"
    }
}
